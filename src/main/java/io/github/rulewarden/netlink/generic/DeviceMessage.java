package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import java.util.List;
import java.util.Optional;

/**
 * A WireGuard tunnel, or a part of it (WG_CMD_GET_DEVICE). The first message of a dump contains the
 * attributes of the link. Further messages contain peers that did not fit into it. A peer whose
 * allowed addresses do not fit into one message is continued in the next.
 */
public record DeviceMessage(GenericHeader header, List<DeviceAttribute> attributes) {
  /** Makes an immutable copy of the attributes. */
  public DeviceMessage {
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of a message. */
  public static DeviceMessage decode(Bytes payload) throws MalformedMessageException {
    return new DeviceMessage(
        GenericHeader.decode(payload),
        DeviceAttribute.decodeAll(Header.behind(payload, GenericHeader.LENGTH)));
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    return Attributes.encode(header.write(), attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends DeviceAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
