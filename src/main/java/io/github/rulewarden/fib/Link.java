package io.github.rulewarden.fib;

/**
 * A network interface, as far as it matters to routing policy.
 *
 * @param index the kernel's ifindex; never given twice while the namespace lives, so it tells a
 *     tunnel from its successor of the same name
 */
public record Link(int index, String name, Kind kind, Condition condition) {
  /** A link that is up. */
  public Link(int index, String name, Kind kind) {
    this(index, name, kind, Condition.UP);
  }

  /** Whether the interface is administratively up (IFF_UP): one that is down has no routes. */
  public enum Condition {
    UP,
    DOWN
  }

  /** What the interface is (IFLA_INFO_KIND). */
  public enum Kind {
    WIREGUARD,
    TUN,
    OTHER
  }
}
