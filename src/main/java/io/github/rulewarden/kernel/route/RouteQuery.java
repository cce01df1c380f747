package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the kernel how it routes a packet that this host sends as user 0. This needs no privilege,
 * not even to ask for another user ({@code inet_rtm_getroute} in {@code net/ipv4/route.c}).
 */
public final class RouteQuery {
  /** Without a protocol IPv4 takes UDP, which rules with {@code ipproto udp} match. */
  private static final int ICMP = 1;

  private RouteQuery() {}

  /** How the kernel routes a packet without a mark to a peer. */
  public static PeerRoute peerRoute(RuleChannel channel, Address peer) throws NetlinkException {
    try {
      return new PeerRoute(peer, outcome(ask(channel, peer, 0)));
    } catch (KernelException e) {
      return new PeerRoute(peer, new PeerRoute.Refused(refusal(e)));
    }
  }

  /**
   * The ifindex that a packet with a mark leaves by; 0 if the kernel has no route for it, or
   * refuses the question for whatever reason: a repair must not depend on it.
   */
  static int linkOf(RuleChannel channel, Address destination, Mark mark) throws NetlinkException {
    try {
      RouteMessage answer = ask(channel, destination, mark.value());
      return outcome(answer) instanceof PeerRoute.LeavesBy ? RouteFields.firstInterface(answer) : 0;
    } catch (KernelException refused) {
      return 0;
    }
  }

  private static RouteMessage ask(RuleChannel channel, Address destination, int mark)
      throws NetlinkException {
    List<RouteAttribute> packet = new ArrayList<>(3);
    packet.add(new RouteAttribute.Uid(0));
    packet.add(new RouteAttribute.Mark(Integer.toUnsignedLong(mark)));
    if (destination.family() == Family.IPV4) {
      packet.add(new RouteAttribute.IpProtocol(ICMP));
    }
    Frame question =
        Requests.matchingRoute(
            RuleCodec.addressFamily(destination.family()),
            Bytes.owning(destination.bytes()),
            packet);
    return RouteMessage.decode(channel.ask(question).payload());
  }

  /** What a refusal says of the route; everything else is a failure. */
  private static PeerRoute.Refusal refusal(KernelException e) throws KernelException {
    return switch (e.errno()) {
      case ENETUNREACH -> PeerRoute.Refusal.NO_ROUTE_OR_RULE;
      case EACCES -> PeerRoute.Refusal.PROHIBIT;
      case EINVAL -> PeerRoute.Refusal.BLACKHOLE;
      case EHOSTUNREACH -> PeerRoute.Refusal.ROUTE;
      default -> throw e;
    };
  }

  /** IPv6 may answer with a reject route instead of an error. */
  private static PeerRoute.Outcome outcome(RouteMessage answer) {
    return switch (answer.type()) {
      case RouteTypes.UNREACHABLE -> new PeerRoute.Refused(PeerRoute.Refusal.ROUTE);
      case RouteTypes.PROHIBIT -> new PeerRoute.Refused(PeerRoute.Refusal.PROHIBIT);
      case RouteTypes.BLACKHOLE -> new PeerRoute.Refused(PeerRoute.Refusal.BLACKHOLE);
      default -> {
        Optional<RouteAttribute.Table> table = answer.find(RouteAttribute.Table.class);
        yield new PeerRoute.LeavesBy(
            RouteFields.firstInterface(answer),
            table.isPresent() ? table.get().number() : 0,
            answer.destinationLength());
      }
    };
  }
}
