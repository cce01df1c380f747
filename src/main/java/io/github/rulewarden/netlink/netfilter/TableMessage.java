package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import java.util.List;
import java.util.Optional;

/** A table of nftables (NFT_MSG_NEWTABLE). */
public record TableMessage(NetfilterHeader header, List<TableAttribute> attributes) {
  /** Keeps an unchangeable copy of the attributes. */
  public TableMessage {
    attributes = List.copyOf(attributes);
  }

  /** Reads the payload of a message. */
  public static TableMessage decode(Bytes payload) throws MalformedMessageException {
    return new TableMessage(
        NetfilterHeader.decode(payload),
        TableAttribute.decodeAll(Header.behind(payload, NetfilterHeader.LENGTH)));
  }

  /** The payload of a message. */
  public Bytes encode() {
    MessageWriter writer = header.write();
    for (TableAttribute attribute : attributes) {
      attribute.write(writer);
    }
    return writer.toBytes();
  }

  /** The attribute of a kind, if there is one. */
  public <A extends TableAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
