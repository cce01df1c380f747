package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the overseer takes as proof that a pair which it never saw is to be put back. */
class ReconcilerEvidenceTest {
  private static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD);
  private static final DefaultRoute IPV4_ROUTE = new DefaultRoute(Family.IPV4, 51820, 4);
  private static final DefaultRoute IPV6_ROUTE = new DefaultRoute(Family.IPV6, 51820, 4);
  private static final String FLUSHED = FakeTable.NO_VPN;

  /** It may carry everything of IPv4, and wg-quick's firewall rules are there. */
  private static final TunnelSettings FULL =
      new TunnelSettings(WG0.index(), 51820, Set.of(Family.IPV4), Set.of(Family.IPV4));

  private static final TunnelSettings UNCONFIRMED = FULL.confirmedFor(Set.of());

  private final FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
  private ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);

  ReconcilerEvidenceTest() {
    table.links(FakeTable.TAILSCALE, WG0);
    table.defaultRoutes(IPV4_ROUTE, IPV6_ROUTE);
  }

  /** Scenario 39: without wg-quick's firewall rules it may be a tunnel for one user. */
  @Test
  void aSignatureThatNothingConfirmsIsNoLeak() {
    table.set(Family.IPV4, FLUSHED);
    table.settings(UNCONFIRMED);
    assertEquals(List.of(), fixture.lookFor(Duration.ofMinutes(10)));
    assertEquals(List.of(), table.executed());
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  /** Somebody sets the host up anew during the grace, and no event tells of firewall rules. */
  @Test
  void whatConfirmsAPairIsReadAgainBeforeThatIsPutBack() {
    table.set(Family.IPV4, FLUSHED);
    table.settings(FULL);
    assertEquals(List.of("700 Leak ipv4"), fixture.lookFor(Duration.ofSeconds(2)));
    table.settings(UNCONFIRMED);
    assertEquals(List.of(), fixture.lookFor(Duration.ofMinutes(10)));
    assertEquals(List.of(), table.executed());
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
  }

  /** The answer to the question before may come from the time before the host was set up anew. */
  @Test
  void aPairWaitsForTheAnswerThatConfirmsIt() {
    table.set(Family.IPV4, FLUSHED);
    table.settings(FULL);
    assertEquals(List.of("700 Leak ipv4"), fixture.lookFor(Duration.ofSeconds(2)));
    table.think(WG0);
    fixture.lookFor(Duration.ofSeconds(2));
    assertEquals(List.of(), table.executed());
    table.answer(WG0);
    assertEquals(List.of("100 Repaired ipv4"), fixture.lookFor(Duration.ofSeconds(1)));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** What was seen whole needs no settings: it is put back after the grace, not later. */
  @Test
  void whatWasSeenWholeIsPutBackWithoutAsking() {
    table.settings(UNCONFIRMED);
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    assertEquals(
        List.of("500 Leak ipv4", "2000 Repaired ipv4"), fixture.lookFor(Duration.ofSeconds(10)));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** On a busy machine: the first question comes when wg-quick has not got to its firewall yet. */
  @Test
  void aTunnelIsAskedAgainWhenItGetsItsDefaultRoute() {
    table.set(Family.IPV4, FLUSHED);
    table.defaultRoutes(IPV6_ROUTE);
    table.settings(UNCONFIRMED);
    assertEquals(List.of(), fixture.lookFor(Duration.ofSeconds(1)));
    table.defaultRoutes(IPV4_ROUTE, IPV6_ROUTE);
    table.settings(FULL);
    assertEquals(
        List.of("700 Leak ipv4", "2300 Repaired ipv4"), fixture.lookFor(Duration.ofSeconds(4)));
  }

  /** In mode observe nothing is put back, so nothing has to be read again for it. */
  @Test
  void aTunnelIsAskedSeldomWhereNothingIsPutBack() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    table.set(Family.IPV4, FLUSHED);
    table.settings(FULL);
    assertEquals(List.of("700 Leak ipv4"), fixture.lookFor(Duration.ofMinutes(4)));
    assertEquals(2, table.questions());
  }
}
