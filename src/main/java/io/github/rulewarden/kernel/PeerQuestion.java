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
 * Asks the kernel how it routes the host's plain packet: local output, user 0, no mark. Every user
 * may ask, for every user ({@code inet_rtm_getroute} in {@code net/ipv4/route.c}).
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
      return switch (e.errno()) {
        case ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL ->
            new PeerRoute(peer, new PeerRoute.Rejected());
        default -> throw e;
      };
    }
  }

  /** IPv6 may answer with a reject route instead of an error. */
  private static PeerRoute.Outcome outcome(RouteMessage answer) {
    return switch (answer.type()) {
      case RouteTypes.UNREACHABLE, RouteTypes.PROHIBIT, RouteTypes.BLACKHOLE, RouteTypes.THROW ->
          new PeerRoute.Rejected();
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
