package io.github.rulewarden.netlink.generic;

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
 * A prefix that a peer may send from and be sent to.
 *
 * @param type the type of this entry of a list: 0 and flag bits
 */
public record AllowedIp(int type, List<AllowedIpAttribute> attributes) {
  /** Keeps an unchangeable copy of the attributes. */
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

  void write(MessageWriter writer) {
    int begin = writer.beginAttribute(type);
    for (AllowedIpAttribute attribute : attributes) {
      attribute.write(writer);
    }
    writer.endAttribute(begin);
  }

  /** The attribute of a kind, if there is one. */
  public <A extends AllowedIpAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
