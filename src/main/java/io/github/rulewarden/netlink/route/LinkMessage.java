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
 * A link: a network interface ({@code struct ifinfomsg}, 16 bytes, then attributes).
 *
 * @param family 0, except in messages about bridges
 * @param reserved preserved
 * @param hardwareType {@code ARPHRD_*}: 1 is Ethernet (and TAP), 65534 none (TUN, WireGuard)
 * @param index the ifindex, which the kernel does not reuse while the namespace exists
 * @param flags bits such as {@link #UP}, 32 bits unsigned
 * @param change the flags that a request changes, 32 bits unsigned
 */
public record LinkMessage(
    int family,
    int reserved,
    int hardwareType,
    int index,
    long flags,
    long change,
    List<LinkAttribute> attributes) {
  /** Flag: administratively up (IFF_UP). */
  public static final int UP = 0x1;

  /** Flag: it has one peer and no link-layer addresses (IFF_POINTOPOINT). */
  public static final int POINT_TO_POINT = 0x10;

  /** Flag: operational (IFF_RUNNING). */
  public static final int RUNNING = 0x40;

  private static final int LENGTH = 16;

  /** Checks the range of each number, and makes an immutable copy of the attributes. */
  public LinkMessage {
    Range.u8(family);
    Range.u8(reserved);
    Range.u16(hardwareType);
    Range.u32(flags);
    Range.u32(change);
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of a message of type NEW_LINK or DELETE_LINK. */
  public static LinkMessage decode(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return new LinkMessage(
        payload.u8(0),
        payload.u8(1),
        payload.u16(2),
        payload.s32(4),
        payload.u32(8),
        payload.u32(12),
        LinkAttribute.decodeAll(Header.behind(payload, LENGTH)));
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    MessageWriter writer =
        new MessageWriter()
            .u8(family)
            .u8(reserved)
            .u16(hardwareType)
            .s32(index)
            .u32(flags)
            .u32(change);
    return Attributes.encode(writer, attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends LinkAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }

  /** The driver, as {@code wireguard}, {@code tun}, {@code veth}; empty if there is none. */
  public Optional<String> kind() {
    return find(LinkAttribute.LinkInfo.class)
        .flatMap(info -> Attributes.find(info.attributes(), LinkInfoAttribute.Kind.class))
        .map(LinkInfoAttribute.Kind::name);
  }
}
