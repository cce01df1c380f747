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
 * A peer of a tunnel, or more of what was said of it before: compare the public key.
 *
 * @param type the type of this entry of a list: 0 and flag bits
 */
public record Peer(int type, List<PeerAttribute> attributes) {
  /** Keeps an unchangeable copy of the attributes. */
  public Peer {
    Range.u16(type);
    attributes = List.copyOf(attributes);
  }

  static List<Peer> decodeAll(Bytes source) throws MalformedMessageException {
    List<Peer> entries = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      entries.add(new Peer(reader.type(), PeerAttribute.decodeAll(reader.payload())));
    }
    return entries;
  }

  void write(MessageWriter writer) {
    int begin = writer.beginAttribute(type);
    for (PeerAttribute attribute : attributes) {
      attribute.write(writer);
    }
    writer.endAttribute(begin);
  }

  /** The attribute of a kind, if there is one. */
  public <A extends PeerAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
