package io.github.rulewarden.fib;

/** Addresses on the internet that are unlikely to have a specific route on any host. */
public final class InternetAddress {
  private static final Address IPV4 = new Address(Family.IPV4, 0, 0xc0586301L);
  private static final Address IPV6 = new Address(Family.IPV6, 0x3fff_0000_0000_0000L, 1);

  private InternetAddress() {}

  /** The address of a family: 192.88.99.1 (RFC 7526) or 3fff::1 (RFC 9637). */
  public static Address of(Family family) {
    return switch (family) {
      case IPV4 -> IPV4;
      case IPV6 -> IPV6;
    };
  }
}
