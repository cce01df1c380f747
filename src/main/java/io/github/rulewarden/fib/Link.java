package io.github.rulewarden.fib;

/**
 * A network interface, as far as it matters to routing policy.
 *
 * @param index the kernel's ifindex. The kernel does not reuse it while the namespace exists, so it
 *     distinguishes a tunnel from a later one of the same name
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

  /** What the interface is, by its driver (IFLA_INFO_KIND) and its flags. */
  public enum Kind {
    WIREGUARD,
    AMNEZIAWG,
    /** OpenVPN in the kernel, since Linux 6.16. */
    OVPN,
    /** A tunnel that a program implements: wireguard-go, OpenVPN, tailscaled. */
    TUN,
    XFRM,
    /** Any other point-to-point link (ppp, wwan, ipip, gre, sit, vti): an uplink or a tunnel. */
    POINT_TO_POINT,
    OTHER
  }
}
