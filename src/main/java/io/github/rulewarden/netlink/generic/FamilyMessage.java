package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A family of generic messages (CTRL_CMD_NEWFAMILY), as the controller {@code nlctrl} reports it.
 */
public record FamilyMessage(GenericHeader header, List<FamilyAttribute> attributes) {
  /** Makes an immutable copy of the attributes. */
  public FamilyMessage {
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of a message. */
  public static FamilyMessage decode(Bytes payload) throws MalformedMessageException {
    return new FamilyMessage(
        GenericHeader.decode(payload),
        FamilyAttribute.decodeAll(Header.behind(payload, GenericHeader.LENGTH)));
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    return Attributes.encode(header.write(), attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends FamilyAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }

  /** The frame type of messages of this family, if the message contains it. */
  public OptionalInt number() {
    Optional<FamilyAttribute.Id> id = find(FamilyAttribute.Id.class);
    return id.isPresent() ? OptionalInt.of(id.get().value()) : OptionalInt.empty();
  }
}
