package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;

/** A host with a tunnel whose pair is in order in both families. */
abstract class LeakFixture {
  static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD);

  static final DefaultRoute[] ROUTES = {
    new DefaultRoute(Family.IPV4, 51820, 4), new DefaultRoute(Family.IPV6, 51820, 4)
  };

  static final String FLUSHED = FakeTable.NO_VPN;

  static final String STRIPPED =
      """
      0: from all lookup local
      5270: from all lookup 52
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  static final Duration GRACE = Duration.ofSeconds(2);

  final FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);

  ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);

  LeakFixture() {
    table.links(FakeTable.TAILSCALE, WG0);
    table.defaultRoutes(ROUTES);
  }

  /** Rules of both families are flushed, after a round in which they existed. */
  void flushBoth() {
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture.runRoundWith(Family.IPV6, FLUSHED);
  }

  /** The rules of IPv4 are flushed, after a round in which they existed. */
  void flushIpv4() {
    fixture.runRound();
    fixture.runRoundWith(Family.IPV4, FLUSHED);
  }

  void removeTunnel() {
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
  }
}
