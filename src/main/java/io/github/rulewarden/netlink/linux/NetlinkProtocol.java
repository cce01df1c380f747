package io.github.rulewarden.netlink.linux;

/** A netlink protocol ({@code linux/netlink.h}). */
public enum NetlinkProtocol {
  /** Rules, routes, links, addresses. */
  ROUTE(0),
  /** nftables and other subsystems of netfilter. */
  NETFILTER(12),
  /** Families with names, such as {@code wireguard}. */
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
