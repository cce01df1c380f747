package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A family of generic messages (CTRL_CMD_NEWFAMILY), as the controller {@code nlctrl} tells of it.
 */
public record FamilyMessage(GenericHeader header, List<FamilyAttribute> attributes) {
  /** Keeps an unchangeable copy of the attributes. */
  public FamilyMessage {
    attributes = List.copyOf(attributes);
  }

  /** Reads the payload of a message. */
  public static FamilyMessage decode(Bytes payload) throws MalformedMessageException {
    return new FamilyMessage(
        GenericHeader.decode(payload),
        FamilyAttribute.decodeAll(Header.behind(payload, GenericHeader.LENGTH)));
  }

  /** The payload of a message. */
  public Bytes encode() {
    MessageWriter writer = header.write();
    for (FamilyAttribute attribute : attributes) {
      attribute.write(writer);
    }
    return writer.toBytes();
  }

  /** The attribute of a kind, if there is one. */
  public <A extends FamilyAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }

  /** The type that the messages of this family have in their frames, if it is told. */
  public OptionalInt number() {
    Optional<FamilyAttribute.Id> id = find(FamilyAttribute.Id.class);
    return id.isPresent() ? OptionalInt.of(id.get().value()) : OptionalInt.empty();
  }
}
