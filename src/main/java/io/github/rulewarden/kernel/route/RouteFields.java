package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.wire.RuleCodec;
import java.util.Optional;

/** Reads of a route what Rulewarden needs to know. */
final class RouteFields {
  private RouteFields() {}

  /**
   * Whether a route is one of those that were asked for. A kernel that cannot filter a dump answers
   * with every table, one without a family with all others ({@code rtnl_dump_all} in {@code
   * net/core/rtnetlink.c}).
   */
  static boolean isOf(Bytes route, Family family, long table) throws MalformedMessageException {
    return RouteMessage.familyOf(route) == RuleCodec.addressFamily(family).number()
        && RouteMessage.tableOf(route) == table;
  }

  /** Where the route leads; a default route has no address attribute. */
  static Prefix destination(RouteMessage route) throws MalformedMessageException {
    Family family = RuleCodec.family(route.family());
    Optional<RouteAttribute.Destination> given = route.find(RouteAttribute.Destination.class);
    Bytes bytes =
        given.isPresent()
            ? given.get().address()
            : Bytes.owning(new byte[family.addressBits() / Byte.SIZE]);
    return RuleCodec.prefix(family, bytes, route.destinationLength());
  }

  /** The ifindex that a unicast route leaves by; 0 for all others, and if it leaves by several. */
  static int outgoingInterface(RouteMessage route) {
    Optional<RouteAttribute.OutputInterface> output =
        route.find(RouteAttribute.OutputInterface.class);
    return route.type() == RouteTypes.UNICAST && output.isPresent() ? output.get().index() : 0;
  }

  /** The ifindex that a route of any type leaves by, the first if by several; 0 if by none. */
  static int firstInterface(RouteMessage route) {
    Optional<RouteAttribute.OutputInterface> output =
        route.find(RouteAttribute.OutputInterface.class);
    if (output.isPresent()) {
      return output.get().index();
    }
    Optional<RouteAttribute.Multipath> ways = route.find(RouteAttribute.Multipath.class);
    return ways.isPresent() && !ways.get().nextHops().isEmpty()
        ? ways.get().nextHops().getFirst().interfaceIndex()
        : 0;
  }
}
