package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import java.util.List;
import java.util.Optional;

/**
 * Asks the kernel how it routes a packet that this host sends as user 0 and without a mark. This
 * needs no privilege, not even to ask for another user ({@code inet_rtm_getroute} in {@code
 * net/ipv4/route.c}).
 */
final class PeerQuestion {
  /** Without a protocol IPv4 takes UDP, which rules with {@code ipproto udp} match. */
  private static final int ICMP = 1;

  private static final RouteAttribute ROOT = new RouteAttribute.Uid(0);
  private static final List<RouteAttribute> IPV4 =
      List.of(ROOT, new RouteAttribute.IpProtocol(ICMP));
  private static final List<RouteAttribute> IPV6 = List.of(ROOT);

  private PeerQuestion() {}

  static PeerRoute ask(RuleChannel channel, Address peer) throws NetlinkException {
    Frame question =
        Requests.matchingRoute(
            RuleCodec.addressFamily(peer.family()),
            Bytes.owning(peer.bytes()),
            peer.family() == Family.IPV4 ? IPV4 : IPV6);
    try {
      return new PeerRoute(peer, outcome(RouteMessage.decode(channel.ask(question).payload())));
    } catch (KernelException e) {
      PeerRoute.Refusal refusal =
          switch (e.errno()) {
            case ENETUNREACH -> PeerRoute.Refusal.NO_ROUTE_OR_RULE;
            case EACCES -> PeerRoute.Refusal.PROHIBIT;
            case EINVAL -> PeerRoute.Refusal.BLACKHOLE;
            case EHOSTUNREACH -> PeerRoute.Refusal.ROUTE;
            default -> throw e;
          };
      return new PeerRoute(peer, new PeerRoute.Refused(refusal));
    }
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
