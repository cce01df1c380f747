package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.wire.Addresses;
import java.util.Optional;

/** Reads the fields of a route that Rulewarden needs. */
final class RouteFields {
  private RouteFields() {}

  /**
   * Whether a route of a dump belongs to the requested table. A kernel that cannot filter a dump
   * returns every table, and a kernel without the family returns the other families ({@code
   * rtnl_dump_all} in {@code net/core/rtnetlink.c}).
   */
  static boolean isOf(Bytes route, Family family, long table) throws MalformedMessageException {
    return RouteMessage.familyOf(route) == Addresses.family(family).number()
        && RouteMessage.tableOf(route) == table;
  }

  /** The destination; a default route has no address attribute. */
  static Prefix destination(RouteMessage route) throws MalformedMessageException {
    Family family = Addresses.family(route.family());
    Optional<RouteAttribute.Destination> attribute = route.find(RouteAttribute.Destination.class);
    Bytes bytes =
        attribute.isPresent()
            ? attribute.get().address()
            : Bytes.owning(new byte[family.addressBits() / Byte.SIZE]);
    return Addresses.prefix(family, bytes, route.destinationLength());
  }

  /** The outgoing ifindex of a unicast route; 0 for other types and for several next hops. */
  static int outgoingInterface(RouteMessage route) {
    Optional<RouteAttribute.OutputInterface> output =
        route.find(RouteAttribute.OutputInterface.class);
    return route.type() == RouteTypes.UNICAST && output.isPresent() ? output.get().index() : 0;
  }

  /** The outgoing ifindex of a route of any type, the first of several; 0 if there is none. */
  static int firstInterface(RouteMessage route) {
    Optional<RouteAttribute.OutputInterface> output =
        route.find(RouteAttribute.OutputInterface.class);
    if (output.isPresent()) {
      return output.get().index();
    }
    Optional<RouteAttribute.Multipath> multipath = route.find(RouteAttribute.Multipath.class);
    return multipath.isPresent() && !multipath.get().nextHops().isEmpty()
        ? multipath.get().nextHops().getFirst().interfaceIndex()
        : 0;
  }
}
