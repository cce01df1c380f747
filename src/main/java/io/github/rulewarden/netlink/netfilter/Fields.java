package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import java.util.HashMap;
import java.util.Map;

/**
 * The attributes of an expression by number. If a number occurs twice the last one counts, as in
 * nla_parse.
 */
final class Fields {
  private final Map<Integer, Bytes> byNumber = new HashMap<>();

  private Fields() {}

  static Fields of(Expression expression) throws MalformedMessageException {
    return of(expression.data());
  }

  static Fields of(Bytes source) throws MalformedMessageException {
    Fields fields = new Fields();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      fields.byNumber.put(AttributeReader.number(reader.type()), reader.payload());
    }
    return fields;
  }

  /** Whether each of these numbers has a payload of 32 bits. */
  boolean has(int... numbers) {
    for (int number : numbers) {
      if (bytes(number).length() != Integer.BYTES) {
        return false;
      }
    }
    return true;
  }

  /** 32 bits, big-endian, unsigned. */
  long be32(int number) {
    return bytes(number).be32(0);
  }

  /** The payload; no bytes if there is no such attribute. */
  Bytes bytes(int number) {
    return byNumber.getOrDefault(number, Bytes.EMPTY);
  }
}
