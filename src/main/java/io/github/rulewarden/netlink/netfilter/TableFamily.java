package io.github.rulewarden.netlink.netfilter;

/** The family of a table ({@code NFPROTO_*} of {@code linux/netfilter.h}). */
public enum TableFamily {
  /** In a request: tables of all families. */
  ANY(0),
  /** {@code inet}: packets of both families. */
  INET(1),
  /** {@code ip}. */
  IPV4(2),
  /** {@code ip6}. */
  IPV6(10);

  private final int number;

  TableFamily(int number) {
    this.number = number;
  }

  /** The kernel's number, as the headers have it. */
  public int number() {
    return number;
  }
}
