package io.github.rulewarden.fib;

/**
 * A network interface, as far as it matters to routing policy.
 *
 * @param index the kernel's ifindex; never given twice while the namespace lives, so it tells a
 *     tunnel from its successor of the same name
 */
public record Link(int index, String name, Kind kind) {
  /** What the interface is (IFLA_INFO_KIND). */
  public enum Kind {
    WIREGUARD,
    TUN,
    OTHER
  }
}
