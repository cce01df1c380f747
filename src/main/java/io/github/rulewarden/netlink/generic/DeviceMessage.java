package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import java.util.List;
import java.util.Optional;

/**
 * A tunnel of WireGuard, or a part of it (WG_CMD_GET_DEVICE). The first message of a dump says what
 * concerns the link; where not all of its peers fit, further messages hold more of them, and a peer
 * whose allowed addresses do not fit comes again with the rest.
 */
public record DeviceMessage(GenericHeader header, List<DeviceAttribute> attributes) {
  /** Keeps an unchangeable copy of the attributes. */
  public DeviceMessage {
    attributes = List.copyOf(attributes);
  }

  /** Reads the payload of a message. */
  public static DeviceMessage decode(Bytes payload) throws MalformedMessageException {
    return new DeviceMessage(
        GenericHeader.decode(payload),
        DeviceAttribute.decodeAll(Header.behind(payload, GenericHeader.LENGTH)));
  }

  /** The payload of a message. */
  public Bytes encode() {
    MessageWriter writer = header.write();
    for (DeviceAttribute attribute : attributes) {
      attribute.write(writer);
    }
    return writer.toBytes();
  }

  /** The attribute of a kind, if there is one. */
  public <A extends DeviceAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
