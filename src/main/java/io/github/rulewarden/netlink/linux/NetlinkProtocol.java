package io.github.rulewarden.netlink.linux;

/** The part of the kernel at the other end of a netlink socket ({@code linux/netlink.h}). */
public enum NetlinkProtocol {
  /** Rules, routes, links, addresses. */
  ROUTE(0),
  /** nftables and its kin. */
  NETFILTER(12),
  /** Families with a name, among them {@code wireguard}. */
  GENERIC(16);

  private final int number;

  NetlinkProtocol(int number) {
    this.number = number;
  }

  /** The kernel's number. */
  public int number() {
    return number;
  }
}
