package io.github.rulewarden.kernel.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule for one protocol must not decide for the packet in the query. */
class RouteQueryTest {

  private final ScriptedPeer peer = new ScriptedPeer(1);
  private final RuleChannel channel = new RuleChannel(() -> peer);

  @ParameterizedTest
  @CsvSource({"'', 1", "icmp, 6", "tcp, 1", "udp, 1", "icmp tcp, 17", "icmp tcp udp, 1"})
  void theIpv4PacketHasAProtocolThatNoRuleSelects(String selected, int expected)
      throws NetlinkException {
    StringBuilder rules = new StringBuilder("5270: from all lookup 52\n");
    for (String protocol : selected.split(" ", -1)) {
      if (!protocol.isEmpty()) {
        rules.append("5300: from all ipproto ").append(protocol).append(" lookup 77\n");
      }
    }
    assertEquals(Optional.of(expected), protocolSent(Family.IPV4, rules.toString(), "100.64.0.7"));
  }

  @Test
  void theIpv6PacketHasNone() throws NetlinkException {
    String rules = "5300: from all ipproto ipv6-icmp lookup 77";
    assertEquals(Optional.empty(), protocolSent(Family.IPV6, rules, "fd7a:115c:a1e0::7"));
  }

  private Optional<Integer> protocolSent(Family family, String rules, String destination)
      throws NetlinkException {
    peer.next(sent ->
        List.of(ScriptedPeer.datagram(peer.refusal(sent.getFirst(), Errno.ENETUNREACH, "none"))));
    Address address = Prefixes.parse(destination).address();
    RouteQuery.plainRoute(channel, Listing.parse(family, rules), address);
    RouteMessage query = RouteMessage.decode(peer.sent().getLast().getFirst().payload());
    return query.find(RouteAttribute.IpProtocol.class).map(RouteAttribute.IpProtocol::value);
  }
}
