package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.AddressFamily;

/** Translates address families and prefixes, which messages about rules and routes share. */
public final class Addresses {
  private Addresses() {}

  /** The family as {@code netlink.route} names it. */
  public static AddressFamily family(Family family) {
    return switch (family) {
      case IPV4 -> AddressFamily.IPV4;
      case IPV6 -> AddressFamily.IPV6;
    };
  }

  /**
   * The family of a message.
   *
   * @param number the first byte of the message
   * @throws MalformedMessageException if it is neither IPv4 nor IPv6
   */
  public static Family family(int number) throws MalformedMessageException {
    if (number == AddressFamily.IPV4.number()) {
      return Family.IPV4;
    }
    if (number == AddressFamily.IPV6.number()) {
      return Family.IPV6;
    }
    throw new MalformedMessageException(0, "address family " + number, "2 (IPv4) or 10 (IPv6)");
  }

  /**
   * The prefix of an address attribute.
   *
   * @param bytes the attribute's payload
   * @param length the prefix length, from the message's header
   * @throws MalformedMessageException if either does not suit the family
   */
  public static Prefix prefix(Family family, Bytes bytes, int length)
      throws MalformedMessageException {
    if (bytes.length() * Byte.SIZE != family.addressBits() || length > family.addressBits()) {
      throw new MalformedMessageException(
          bytes.origin(),
          "an address of " + bytes.length() + " bytes with a prefix length of " + length,
          "an " + family.text() + " address of " + family.addressBits() / Byte.SIZE + " bytes");
    }
    return new Prefix(Address.of(family, bytes.toArray()), length);
  }
}
