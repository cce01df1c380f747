package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A prefix of addresses that a peer may use.
 *
 * @param type of this list entry: 0 and flag bits
 */
public record AllowedIp(int type, List<AllowedIpAttribute> attributes) implements Attribute {
  /** Makes an immutable copy of the attributes. */
  public AllowedIp {
    Range.u16(type);
    attributes = List.copyOf(attributes);
  }

  static List<AllowedIp> decodeAll(Bytes source) throws MalformedMessageException {
    List<AllowedIp> entries = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      entries.add(new AllowedIp(reader.type(), AllowedIpAttribute.decodeAll(reader.payload())));
    }
    return entries;
  }

  @Override
  public void write(MessageWriter writer) {
    Attributes.writeNested(writer, type, attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends AllowedIpAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
