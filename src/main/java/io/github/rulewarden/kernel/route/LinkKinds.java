package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.netlink.route.LinkMessage;

/**
 * The kind of a link, by the name of its driver (IFLA_INFO_KIND). The older tunnel drivers have no
 * common flag: sit, for example, is point-to-point only if its remote address is fixed.
 */
final class LinkKinds {
  private LinkKinds() {}

  static Link.Kind of(LinkMessage link) {
    return switch (link.kind().orElse("")) {
      case "wireguard" -> Link.Kind.WIREGUARD;
      case "amneziawg" -> Link.Kind.AMNEZIAWG;
      case "ovpn" -> Link.Kind.OVPN;
      case "tun" -> Link.Kind.TUN;
      case "xfrm" -> Link.Kind.XFRM;
      case "ppp", "wwan", "ipip", "ip6tnl", "gre", "ip6gre", "sit", "vti", "vti6" ->
          Link.Kind.POINT_TO_POINT;
      case "veth", "bridge", "vxlan" -> Link.Kind.OTHER;
      default ->
          (link.flags() & LinkMessage.POINT_TO_POINT) != 0
              ? Link.Kind.POINT_TO_POINT
              : Link.Kind.OTHER;
    };
  }
}
