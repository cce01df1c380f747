package io.github.rulewarden.netlink.netfilter;

/** The family of a table ({@code NFPROTO_*} of {@code linux/netfilter.h}). */
public enum TableFamily {
  /** {@code ip}. */
  IPV4(2),
  /** {@code ip6}. */
  IPV6(10);

  private final int number;

  TableFamily(int number) {
    this.number = number;
  }

  /** The kernel's number, as in message headers. */
  public int number() {
    return number;
  }
}
