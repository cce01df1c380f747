package io.github.rulewarden.netlink.route;

/** An address family ({@code man 2 socket}). */
public enum AddressFamily {
  /** IPv4, addresses of 4 bytes. */
  IPV4(2),
  /** IPv6, addresses of 16 bytes. */
  IPV6(10);

  private final int number;

  AddressFamily(int number) {
    this.number = number;
  }

  /** The kernel's number, as in message headers. */
  public int number() {
    return number;
  }
}
