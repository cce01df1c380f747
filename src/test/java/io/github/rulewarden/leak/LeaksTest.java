package io.github.rulewarden.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.LeakText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Leaks for given rules, routes, links and saved state. */
class LeaksTest {
  private static final Link TAILSCALE = new Link(3, "tailscale0", Link.Kind.TUN);
  private static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD);
  private static final DefaultRoute ROUTE = new DefaultRoute(Family.IPV4, 51820, WG0.index());

  private static final String LOOKUP = "5270: from all lookup 52\n";
  private static final String COMPANION = "5398: from all lookup main suppress_prefixlength 0\n";
  private static final String CAPTURE = "5399: not from all fwmark 0xca6c lookup 51820\n";
  private static final String WHOLE = LOOKUP + COMPANION + CAPTURE;

  /** The state after the intact pair was seen. */
  private static final SavedState REMEMBERED = saved(WHOLE);

  private static final List<TunnelSettings> NOT_READ = List.of();

  /** wg-quick's firewall rules exist. */
  private static final List<TunnelSettings> FULL_TUNNEL =
      List.of(settings(51820, Family.IPV4).confirmedFor(Set.of(Family.IPV4)));

  /** The same mark and table, but without wg-quick's firewall rules. */
  private static final List<TunnelSettings> UNCONFIRMED = List.of(settings(51820, Family.IPV4));

  @Test
  void anIntactPairIsNoLeak() {
    expect(snapshot(WHOLE, WG0, ROUTE), REMEMBERED, FULL_TUNNEL);
    expect(snapshot(WHOLE, WG0, ROUTE), SavedState.NONE, NOT_READ);
  }

  /** Scenario 9: the rules were flushed. */
  @Test
  void aMissingPairOfATunnelThatIsUp() {
    expect(
        snapshot(LOOKUP, WG0, ROUTE),
        REMEMBERED,
        NOT_READ,
        "GONE 51820: wg0 is up, but no IPv4 rule sends all traffic to its table 51820: its traffic goes out in the clear.");
    expect(
        snapshot(LOOKUP + COMPANION, WG0, ROUTE),
        REMEMBERED,
        FULL_TUNNEL,
        "GONE 51820: wg0 is up, but no IPv4 rule sends all traffic to its table 51820: its traffic goes out in the clear.");
    assertEquals(
        REMEMBERED.intactPairs(), remedies(snapshot(LOOKUP, WG0, ROUTE), REMEMBERED, NOT_READ));
  }

  @Test
  void noLeakWhileTheTunnelIsDownOrRemoved() {
    Link down = new Link(WG0.index(), "wg0", Link.Kind.WIREGUARD, Link.Condition.DOWN);
    expect(snapshot(LOOKUP, down), REMEMBERED, NOT_READ);
    expect(snapshot(LOOKUP, TAILSCALE), REMEMBERED, NOT_READ);
  }

  /** The rule might be half of a pair that was never finished: it is reported but not restored. */
  @Test
  void aCaptureThatStoodAloneHasNoRemedy() {
    SavedState half = saved(LOOKUP + CAPTURE);
    assertEquals(List.of(Leak.Kind.GONE), kinds(snapshot(LOOKUP, WG0, ROUTE), half, NOT_READ));
    assertEquals(List.of(), remedies(snapshot(LOOKUP, WG0, ROUTE), half, NOT_READ));
    assertEquals(List.of(), remedies(snapshot(LOOKUP, WG0, ROUTE), half, UNCONFIRMED));
  }

  /** The tunnel's settings show the complete pair. */
  @Test
  void aCaptureThatStoodAloneHasARemedyFromItsSignature() {
    SavedState half = saved(LOOKUP + CAPTURE);
    Snapshot flushed = snapshot(LOOKUP, WG0, ROUTE);
    assertEquals(List.of(Leak.Kind.GONE), kinds(flushed, half, FULL_TUNNEL));
    IntactPair remedy = remedies(flushed, half, FULL_TUNNEL).getFirst();
    assertEquals(0, remedy.companion().orElseThrow().priority(), "at any free priority");
  }

  /** Its owner chose another mark and table. */
  @Test
  void aPairThatWasReplacedIsNotRestored() {
    String other = "5399: not from all fwmark 0x1234 lookup 4660\n";
    DefaultRoute moved = new DefaultRoute(Family.IPV4, 4660, WG0.index());
    expect(snapshot(LOOKUP + COMPANION + other, WG0, moved), REMEMBERED, NOT_READ);
    Snapshot nothing = snapshot(LOOKUP, WG0, moved);
    assertEquals(List.of(Leak.Kind.GONE), kinds(nothing, REMEMBERED, NOT_READ));
    assertEquals(List.of(), remedies(nothing, REMEMBERED, NOT_READ));
  }

  /** The owner chose another table, and the old one still leads to the tunnel. */
  @Test
  void aTunnelWithAnotherCaptureDoesNotLeak() {
    String other = "5399: not from all fwmark 0xca6c lookup 4660\n";
    DefaultRoute added = new DefaultRoute(Family.IPV4, 4660, WG0.index());
    expect(snapshot(LOOKUP + COMPANION + other, WG0, ROUTE, added), REMEMBERED, NOT_READ);
  }

  @Test
  void aTableThatAnotherRuleLooksUpIsNoLeak() {
    Snapshot all = snapshot(LOOKUP + "6000: from all lookup 51820\n", WG0, ROUTE);
    expect(all, REMEMBERED, NOT_READ);
    for (String narrow : List.of("iif lo", "uidrange 0-999")) {
      Snapshot own = snapshot(LOOKUP + "6000: from all " + narrow + " lookup 51820\n", WG0, ROUTE);
      assertEquals(REMEMBERED.intactPairs(), remedies(own, REMEMBERED, NOT_READ), narrow);
    }
    Snapshot part = snapshot(LOOKUP + "6000: from 10.0.0.0/8 lookup 51820\n", WG0, ROUTE);
    assertEquals(List.of(Leak.Kind.GONE), kinds(part, REMEMBERED, NOT_READ), "a part is not all");
  }

  /** Scenario 6: another tunnel went down, and its deletes removed this tunnel's companion too. */
  @Test
  void aMissingCompanion() {
    expect(
        snapshot(LOOKUP + CAPTURE, WG0, ROUTE),
        REMEMBERED,
        NOT_READ,
        "STRIPPED 51820: The suppress rule ahead of wg0's IPv4 capture is gone: LAN traffic goes into the tunnel, unless another rule keeps it out.");
    assertEquals(
        REMEMBERED.intactPairs(),
        remedies(snapshot(LOOKUP + CAPTURE, WG0, ROUTE), REMEMBERED, NOT_READ));
  }

  @Test
  void anySuppressRuleAheadIsEnough() {
    for (String rule :
        List.of(
            "lookup main suppress_prefixlength 0",
            "lookup main suppress_prefixlength 0 proto static",
            "lookup main suppress_prefixlength 0 suppress_ifgroup 57841",
            "lookup main suppress_prefixlength 1")) {
      String users = "100: from all " + rule + "\n";
      expect(snapshot(users + LOOKUP + CAPTURE, WG0, ROUTE), REMEMBERED, NOT_READ);
    }
    String narrow = "100: from all fwmark 0x1 lookup main suppress_prefixlength 0\n";
    String long31 = "100: from all lookup main suppress_prefixlength 31\n";
    assertEquals(
        List.of(Leak.Kind.STRIPPED),
        kinds(snapshot(long31 + LOOKUP + CAPTURE, WG0, ROUTE), REMEMBERED, NOT_READ));
    Snapshot marked = snapshot(narrow + LOOKUP + CAPTURE, WG0, ROUTE);
    assertEquals(List.of(Leak.Kind.STRIPPED), kinds(marked, REMEMBERED, NOT_READ));
  }

  /** An empty table captures no LAN traffic. */
  @Test
  void aCaptureWithoutCompanionAndWithoutRouteIsNotStripped() {
    Snapshot empty = snapshot(LOOKUP + CAPTURE, WG0);
    assertEquals(List.of(Leak.Kind.NO_DEFAULT), kinds(empty, REMEMBERED, NOT_READ));
  }

  @Test
  void aTableWithoutItsDefaultRoute() {
    String sentence =
        "NO_DEFAULT 51820: wg0 is up, but its table 51820 has no IPv4 default route: its traffic goes out in the clear.";
    expect(snapshot(WHOLE, WG0), REMEMBERED, NOT_READ, sentence);
    expect(snapshot(WHOLE, WG0), SavedState.NONE, FULL_TUNNEL, sentence);
    expect(snapshot(WHOLE, WG0), SavedState.NONE, UNCONFIRMED, sentence);
    expect(snapshot(WHOLE, WG0), REMEMBERED, FULL_TUNNEL, sentence);
    assertEquals(List.of(), remedies(snapshot(WHOLE, WG0), REMEMBERED, FULL_TUNNEL));
  }

  @Test
  void anUnreachableDefaultRouteCounts() {
    DefaultRoute unreachable = new DefaultRoute(Family.IPV4, 51820, 0);
    expect(snapshot(WHOLE, WG0, unreachable), REMEMBERED, NOT_READ);
  }

  /**
   * The pair was never seen intact, but the tunnel has wg-quick's signature: its mark is the number
   * of a table with a default route.
   */
  @Test
  void aPairThatWasMissingFromTheStart() {
    Snapshot flushed = snapshot(LOOKUP, WG0, ROUTE);
    assertEquals(List.of(Leak.Kind.GONE), kinds(flushed, SavedState.NONE, FULL_TUNNEL));
    IntactPair remedy = remedies(flushed, SavedState.NONE, FULL_TUNNEL).getFirst();
    assertEquals("not from all fwmark 0xca6c lookup 51820", remedy.capture().text());
    assertEquals(
        "from all lookup main suppress_prefixlength 0", remedy.companion().orElseThrow().text());
  }

  @Test
  void aFullTunnelWithoutACapture() {
    Snapshot bare = snapshot(LOOKUP, WG0);
    expect(
        bare,
        SavedState.NONE,
        FULL_TUNNEL,
        "UNCAPTURED 51820: wg0 is up and one of its peers may carry all IPv4 traffic, but no rule sends traffic without fwmark 51820 into the tunnel: it goes out in the clear.");
    assertEquals(List.of(), remedies(bare, SavedState.NONE, FULL_TUNNEL));
  }

  @Test
  void aTunnelWithTheUsersOwnRulesIsNoLeak() {
    expect(
        snapshot(LOOKUP + "100: from all fwmark 0xca6c lookup main\n", WG0),
        SavedState.NONE,
        FULL_TUNNEL);
    for (TunnelSettings other :
        List.of(
            settings(0, Family.IPV4), settings(1, Family.IPV6), settings(0x1bd00, Family.IPV4))) {
      TunnelSettings confirmed = other.confirmedFor(Set.of(Family.IPV4, Family.IPV6));
      expect(snapshot(LOOKUP, WG0), SavedState.NONE, List.of(confirmed));
    }
  }

  /**
   * Scenario 39: systemd-networkd routes one user's traffic into a tunnel with such a mark and
   * table.
   */
  @Test
  void aMarkThatIsATableDoesNotProveAFullTunnel() {
    expect(snapshot(LOOKUP, WG0, ROUTE), SavedState.NONE, UNCONFIRMED);
    TunnelSettings ipv6 = settings(51820, Family.IPV4).confirmedFor(Set.of(Family.IPV6));
    expect(snapshot(LOOKUP, WG0, ROUTE), SavedState.NONE, List.of(ipv6));
  }

  /** Scenario 40: a split tunnel with a mark, whose peer may carry everything. */
  @Test
  void aMarkThatNoRuleMentionsDoesNotProveAFullTunnel() {
    expect(snapshot(LOOKUP, WG0), SavedState.NONE, UNCONFIRMED);
  }

  @Test
  void aPairThatWasSeenIntactNeedsNoEvidence() {
    Snapshot flushed = snapshot(LOOKUP, WG0, ROUTE);
    assertEquals(REMEMBERED.intactPairs(), remedies(flushed, REMEMBERED, UNCONFIRMED));
  }

  /** Settings have to be read again before a leak that they show is repaired. */
  @Test
  void aLeakIsKnownFromMemoryOrFromSettings() {
    Snapshot flushed = snapshot(LOOKUP, WG0, ROUTE);
    assertEquals(List.of(Leak.Source.MEMORY), sources(flushed, REMEMBERED, FULL_TUNNEL));
    assertEquals(List.of(Leak.Source.SETTINGS), sources(flushed, SavedState.NONE, FULL_TUNNEL));
    assertEquals(
        List.of(Leak.Source.SETTINGS), sources(flushed, saved(LOOKUP + CAPTURE), FULL_TUNNEL));
  }

  @Test
  void aTunnelIsUncapturedUntilEachFamilyHasACapture() {
    assertEquals(List.of(WG0), uncaptured(snapshot(WHOLE, WG0, ROUTE)));
    Snapshot both =
        snapshot(WHOLE, WG0, ROUTE).with(Family.IPV6, Listing.parse(Family.IPV6, WHOLE));
    assertEquals(List.of(), uncaptured(both));
    assertEquals(List.of(), uncaptured(snapshot(WHOLE, TAILSCALE)), "not a VPN's");
  }

  /** wg-quick sets the fwmark first, then adds the capture, then the companion. */
  @Test
  void aCaptureIsAwaitedForAFullTunnelOrAnUnprobedOne() {
    Snapshot bare = snapshot(LOOKUP, WG0);
    assertEquals(Set.of(Family.IPV4), awaitingCapture(bare, List.of(), FULL_TUNNEL));
    assertEquals(Set.of(Family.IPV4), awaitingCapture(bare, List.of(WG0), NOT_READ));
    assertEquals(Set.of(), awaitingCapture(bare, List.of(), NOT_READ), "settings unknown");
    assertEquals(
        Set.of(), awaitingCapture(bare, List.of(), List.of(settings(0, Family.IPV4))), "never");
    assertEquals(
        Set.of(),
        awaitingCapture(bare, List.of(), List.of(settings(51820, Family.IPV6))),
        "not here");
    assertEquals(Set.of(), awaitingCapture(snapshot(WHOLE, WG0, ROUTE), List.of(WG0), FULL_TUNNEL));
    Snapshot routed = snapshot(LOOKUP + "2400: from 10.1.0.0/24 lookup 51820\n", WG0);
    assertEquals(
        Set.of(), awaitingCapture(routed, List.of(), FULL_TUNNEL), "routed by another rule");
  }

  private static Set<Family> awaitingCapture(
      Snapshot snapshot, List<Link> unprobed, List<TunnelSettings> settings) {
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT);
    return Leaks.awaitingCapture(List.of(ladder), snapshot, unprobed, settings, Policy.DEFAULT);
  }

  private static List<Link> uncaptured(Snapshot snapshot) {
    List<Ladder> ladders = new ArrayList<>();
    for (Family family : Family.values()) {
      ladders.add(Ladder.of(snapshot, family, Policy.DEFAULT));
    }
    return Leaks.uncaptured(ladders, snapshot, Policy.DEFAULT);
  }

  private static SavedState saved(String listing) {
    Snapshot snapshot = snapshot(listing, WG0, ROUTE);
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT);
    return StateUpdates.observed(
        SavedState.NONE, snapshot, List.of(ladder), Policy.DEFAULT, Set.of());
  }

  private static TunnelSettings settings(long fwmark, Family captured) {
    return new TunnelSettings(WG0.index(), fwmark, Set.of(captured));
  }

  private static Snapshot snapshot(String listing, Link link, DefaultRoute... routes) {
    return new Snapshot(Listing.parse(listing), List.of(), List.of(routes), List.of(link));
  }

  private static List<Leak> find(
      Snapshot snapshot, SavedState saved, List<TunnelSettings> settings) {
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT, saved);
    return Leaks.find(ladder, snapshot, saved, settings, Policy.DEFAULT);
  }

  private static List<Leak.Kind> kinds(
      Snapshot snapshot, SavedState saved, List<TunnelSettings> settings) {
    return find(snapshot, saved, settings).stream().map(Leak::kind).toList();
  }

  private static List<Leak.Source> sources(
      Snapshot snapshot, SavedState saved, List<TunnelSettings> settings) {
    return find(snapshot, saved, settings).stream().map(Leak::source).toList();
  }

  private static List<IntactPair> remedies(
      Snapshot snapshot, SavedState saved, List<TunnelSettings> settings) {
    return find(snapshot, saved, settings).stream()
        .flatMap(leak -> leak.remedy().stream())
        .toList();
  }

  private static void expect(
      Snapshot snapshot, SavedState saved, List<TunnelSettings> settings, String... leaks) {
    List<String> actual = new ArrayList<>();
    for (Leak leak : find(snapshot, saved, settings)) {
      actual.add(leak.kind() + " " + leak.table() + ": " + LeakText.sentence(leak));
    }
    assertEquals(List.of(leaks), actual);
  }
}
