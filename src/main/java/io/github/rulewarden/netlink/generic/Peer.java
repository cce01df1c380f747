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
 * A peer of a tunnel, or the continuation of a peer of an earlier message with the same public key.
 *
 * @param type of this list entry: 0 and flag bits
 */
public record Peer(int type, List<PeerAttribute> attributes) implements Attribute {
  /** Makes an immutable copy of the attributes. */
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

  @Override
  public void write(MessageWriter writer) {
    Attributes.writeNested(writer, type, attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends PeerAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
