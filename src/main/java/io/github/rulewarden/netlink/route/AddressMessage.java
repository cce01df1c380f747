package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.List;
import java.util.Optional;

/**
 * An address of a link ({@code struct ifaddrmsg}, 8 bytes, then attributes).
 *
 * @param family {@link AddressFamily#number()}
 * @param prefixLength of the network that the link reaches
 * @param flags the lower 8 bits of {@code IFA_F_*}
 * @param scope {@code RT_SCOPE_*}
 * @param index the ifindex of the link
 */
public record AddressMessage(
    int family,
    int prefixLength,
    int flags,
    int scope,
    int index,
    List<AddressAttribute> attributes) {
  private static final int LENGTH = 8;

  /** Checks the range of each number, and makes an immutable copy of the attributes. */
  public AddressMessage {
    Range.u8(family);
    Range.u8(prefixLength);
    Range.u8(flags);
    Range.u8(scope);
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of a message of type NEW_ADDRESS or DELETE_ADDRESS. */
  public static AddressMessage decode(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return new AddressMessage(
        payload.u8(0),
        payload.u8(1),
        payload.u8(2),
        payload.u8(3),
        payload.s32(4),
        AddressAttribute.decodeAll(Header.behind(payload, LENGTH)));
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    MessageWriter writer =
        new MessageWriter().u8(family).u8(prefixLength).u8(flags).u8(scope).s32(index);
    return Attributes.encode(writer, attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends AddressAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }

  /** The link's own address, 4 or 16 bytes; no bytes if the message contains none. */
  public Bytes local() {
    Optional<AddressAttribute.Local> local = find(AddressAttribute.Local.class);
    if (local.isPresent()) {
      return local.get().bytes();
    }
    Optional<AddressAttribute.Address> address = find(AddressAttribute.Address.class);
    return address.isPresent() ? address.get().bytes() : Bytes.EMPTY;
  }
}
