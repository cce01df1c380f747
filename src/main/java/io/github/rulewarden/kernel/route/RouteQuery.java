package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.wire.Addresses;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up how the kernel routes a packet that this host sends as user 0. This requires no
 * privilege, not even for another user ({@code inet_rtm_getroute} in {@code net/ipv4/route.c}).
 */
public final class RouteQuery {
  /**
   * ICMP, TCP and UDP: the protocols that a query may contain ({@code rtm_getroute_parse_ip_proto}
   * in {@code net/ipv4/fib_frontend.c}).
   */
  private static final int[] PROTOCOLS = {1, 6, 17};

  /** The refusals that are the result of a lookup. Other errors are failures. */
  private static final Map<Errno, PlainRoute.Refusal> REFUSALS =
      new EnumMap<>(
          Map.of(
              Errno.ENETUNREACH, PlainRoute.Refusal.NO_ROUTE_OR_RULE,
              Errno.EACCES, PlainRoute.Refusal.PROHIBIT,
              Errno.EINVAL, PlainRoute.Refusal.BLACKHOLE,
              Errno.EHOSTUNREACH, PlainRoute.Refusal.ROUTE));

  private RouteQuery() {}

  /**
   * How the kernel routes a packet without a mark.
   *
   * @param rules the rules of the destination's family
   */
  public static PlainRoute plainRoute(RuleChannel channel, List<Rule> rules, Address destination)
      throws NetlinkException {
    try {
      return new PlainRoute(destination, outcome(lookup(channel, rules, destination, 0)));
    } catch (KernelException e) {
      return new PlainRoute(destination, new PlainRoute.Refused(refusal(e)));
    }
  }

  /**
   * The route by which a packet with a mark leaves; empty if the kernel has no route for it or
   * refuses the query for any reason, because a repair must not depend on this query.
   *
   * @param rules all rules
   */
  static Optional<PlainRoute.LeavesBy> routeOf(
      RuleChannel channel, List<Rule> rules, Address destination, Mark mark)
      throws NetlinkException {
    try {
      RouteMessage route = lookup(channel, rules, destination, mark.value());
      return outcome(route) instanceof PlainRoute.LeavesBy leaves
          ? Optional.of(leaves)
          : Optional.empty();
    } catch (KernelException refused) {
      return Optional.empty();
    }
  }

  private static RouteMessage lookup(
      RuleChannel channel, List<Rule> rules, Address destination, int mark)
      throws NetlinkException {
    List<RouteAttribute> packet = new ArrayList<>(3);
    packet.add(new RouteAttribute.Uid(0));
    packet.add(new RouteAttribute.Mark(Integer.toUnsignedLong(mark)));
    if (destination.family() == Family.IPV4) {
      packet.add(new RouteAttribute.IpProtocol(protocolOf(rules)));
    }
    Frame request =
        Requests.matchingRoute(
            Addresses.family(destination.family()), Bytes.owning(destination.bytes()), packet);
    return RouteMessage.decode(channel.query(request, REFUSALS.keySet()).payload());
  }

  /**
   * The first protocol that no IPv4 rule selects, so that a rule for one protocol does not decide
   * for the packet. IPv4 assumes UDP in a query without a protocol; IPv6 assumes none, which no
   * rule can select.
   */
  private static int protocolOf(List<Rule> rules) {
    for (int protocol : PROTOCOLS) {
      if (!isSelected(protocol, rules)) {
        return protocol;
      }
    }
    return PROTOCOLS[0];
  }

  private static boolean isSelected(int protocol, List<Rule> rules) {
    Criterion selected = new Criterion.IpProtocol(protocol);
    for (Rule rule : rules) {
      if (rule.family() == Family.IPV4 && rule.selector().criteria().contains(selected)) {
        return true;
      }
    }
    return false;
  }

  private static PlainRoute.Refusal refusal(KernelException e) throws KernelException {
    PlainRoute.Refusal refusal = REFUSALS.get(e.errno());
    if (refusal == null) {
      throw e;
    }
    return refusal;
  }

  /** IPv6 may report a reject route instead of an error. */
  private static PlainRoute.Outcome outcome(RouteMessage route) {
    return switch (route.type()) {
      case RouteTypes.UNREACHABLE -> new PlainRoute.Refused(PlainRoute.Refusal.ROUTE);
      case RouteTypes.PROHIBIT -> new PlainRoute.Refused(PlainRoute.Refusal.PROHIBIT);
      case RouteTypes.BLACKHOLE -> new PlainRoute.Refused(PlainRoute.Refusal.BLACKHOLE);
      default -> {
        Optional<RouteAttribute.Table> table = route.find(RouteAttribute.Table.class);
        yield new PlainRoute.LeavesBy(
            RouteFields.firstInterface(route),
            table.isPresent() ? table.get().number() : 0,
            route.destinationLength());
      }
    };
  }
}
