package io.github.rulewarden.policy.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.planner.RestorePlanner;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specifies what is saved of plans and snapshots, and when it is removed. */
class StateUpdatesTest {
  /** The ifindex that {@link Scenario#withDefaultRoute} assigns to the first link. */
  private static final int WG0 = 2;

  private static final Rule CAPTURE = rule("5399: not from all fwmark 0xca6c lookup 51820");
  private static final Rule COMPANION = rule("5398: from all lookup main suppress_prefixlength 0");
  private static final Optional<DefaultRoute> WAY =
      Optional.of(new DefaultRoute(Family.IPV4, 51820, WG0));
  private static final IntactPair PAIR =
      new IntactPair(WG0, "wg0", CAPTURE, Optional.of(COMPANION), WAY);

  private static final String LOOKUP = "5270: from all lookup 52\n";
  private static final String RIGHT = LOOKUP + COMPANION + "\n" + CAPTURE + "\n";

  @Test
  void remembersAPairWithItsTunnel() {
    assertEquals(List.of(PAIR), after(SavedState.NONE, withTunnel(RIGHT)).intactPairs());
  }

  /** No table leads to a tunnel, so nothing can be missing later. */
  @Test
  void doesNotRememberAPairWithoutATunnel() {
    assertEquals(SavedState.NONE, after(SavedState.NONE, Scenario.ipv4(RIGHT)));
  }

  @Test
  void keepsAPairThatIsMissingNow() {
    SavedState saved = after(SavedState.NONE, withTunnel(RIGHT));
    assertEquals(saved, after(saved, withTunnel(LOOKUP + CAPTURE + "\n")));
    assertEquals(saved, after(saved, withTunnel(LOOKUP)));
    Scenario routeless = withTunnel(RIGHT);
    Scenario withoutRoute =
        new Scenario(
            Family.IPV4,
            routeless.rules(),
            routeless.links(),
            List.of(),
            Policy.DEFAULT,
            saved,
            Tailnet.UNKNOWN,
            Set.of());
    assertEquals(saved, after(saved, withoutRoute));
  }

  @Test
  void remembersACompanionThatIsAddedLater() {
    SavedState half = after(SavedState.NONE, withTunnel(LOOKUP + CAPTURE + "\n"));
    assertEquals(Optional.empty(), half.intactPairs().getFirst().companion());
    assertEquals(List.of(PAIR), after(half, withTunnel(RIGHT)).intactPairs());
  }

  /** {@code wg-quick down} of the other tunnel deletes its capture first. */
  @Test
  void ignoresTheCompanionOfATunnelThatIsGoingDown() {
    String others = "5397: not from all fwmark 0xca6d lookup 51821\n";
    String both = LOOKUP + COMPANION.at(5396) + "\n" + others + CAPTURE + "\n";
    Scenario up = withTunnel(both).withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD);
    SavedState saved = after(SavedState.NONE, up);
    assertEquals(2, saved.intactPairs().size());
    Scenario goingDown = up.with(Scenario.ipv4(both.replace(others, "")).rules());
    assertEquals(saved.intactPairs(), after(saved, goingDown).intactPairs());
  }

  @Test
  void forgetsATunnelThatIsRemoved() {
    SavedState saved = after(SavedState.NONE, withTunnel(RIGHT));
    assertEquals(SavedState.NONE, after(saved, Scenario.ipv4(RIGHT)));
  }

  /** The rule may be wg-quick's: its capture may just have been deleted. */
  @Test
  void aSuppressRuleIsNotIndependentWhileACaptureMayBeAdded() {
    Scenario alone = Scenario.ipv4(COMPANION.at(5209) + "\n" + LOOKUP);
    List<Rule> own = List.of(COMPANION.at(5209));
    assertEquals(own, after(SavedState.NONE, alone).independent());
    SavedState undecided = after(SavedState.NONE, alone, Set.of(Family.IPV4));
    assertEquals(List.of(), undecided.independent());
    assertEquals(own, undecided.unclaimed());
    assertEquals(own, after(undecided, alone, Set.of(Family.IPV6)).independent());
    SavedState known = after(SavedState.NONE, alone);
    assertEquals(
        own, after(known, alone, Set.of(Family.IPV4)).independent(), "it was there before");
  }

  /** The rule was deleted together with a capture, and is added again before the capture. */
  @Test
  void keepsAnIndependentSuppressRuleWhileACaptureIsAwaited() {
    Rule own = COMPANION.at(2500);
    Scenario there = Scenario.ipv4(own + "\n" + LOOKUP);
    SavedState known = after(SavedState.NONE, there);
    SavedState awaiting = after(known, Scenario.ipv4(LOOKUP), Set.of(Family.IPV4));
    assertEquals(List.of(own), after(awaiting, there, Set.of(Family.IPV4)).independent());
    assertEquals(List.of(), after(awaiting, Scenario.ipv4(LOOKUP)).independent());
  }

  /** NetBird's pair has the form of a VPN's pair, but is ignored. */
  @Test
  void aSuppressRuleBesideAnIgnoredCaptureIsIndependent() {
    String netbird = "110: not from all fwmark 0x1bd00 lookup 7120\n";
    Rule own = COMPANION.at(2500);
    String rest = own + "\n" + LOOKUP;
    assertEquals(List.of(own), after(SavedState.NONE, Scenario.ipv4(netbird + rest)).independent());
    String toBe = "110: not from all fwmark 0x1234 lookup 4660\n";
    assertEquals(List.of(), after(SavedState.NONE, Scenario.ipv4(toBe + rest)).independent());
  }

  @Test
  void keepsTheOriginOfARuleThatIsMovedTwice() {
    SavedState saved = planned(SavedState.NONE, "5209: not from all fwmark 0xca6c lookup 51820\n");
    assertEquals(List.of(new MovedRule(CAPTURE, 5209)), saved.moves());
    Rule renumbered = CAPTURE.at(5397);
    Ladder ladder = Scenario.ipv4(LOOKUP + CAPTURE).ladder();
    Intervention move = new Intervention.Move(ladder.entries().getLast(), renumbered);
    Plan plan =
        Plan.of(ladder, Plan.Purpose.ORDER, List.of(move), Verdict.nothingToDo(Order.RIGHT));
    saved = StateUpdates.planned(saved, ladder, plan);
    assertEquals(5209, saved.originOf(renumbered).orElseThrow());
    saved = after(saved, Scenario.ipv4(LOOKUP + renumbered + "\n"));
    assertEquals(List.of(new MovedRule(renumbered, 5209)), saved.moves());
    assertEquals(SavedState.NONE, after(saved, Scenario.ipv4(LOOKUP)), "its owner deleted it");
  }

  @Test
  void keepsPendingDeletesUntilTheRulesAreGone() {
    String ahead = "5209: not from all fwmark 0xca6c lookup 51820\n";
    SavedState saved = planned(SavedState.NONE, ahead);
    assertEquals(List.of(CAPTURE.at(5209)), saved.pendingDeletes());
    assertEquals(
        List.of(CAPTURE.at(5209)), after(saved, Scenario.ipv4(ahead + LOOKUP)).pendingDeletes());
    assertEquals(List.of(), after(saved, Scenario.ipv4(LOOKUP)).pendingDeletes());
  }

  @Test
  void keepsRestoredRulesUntilTheyAreGone() {
    Ladder bare = Scenario.ipv4(LOOKUP).ladder();
    SavedState saved =
        StateUpdates.planned(
            SavedState.NONE,
            bare,
            new RestorePlanner(bare, SavedState.NONE, List.of(PAIR), Policy.DEFAULT).plan());
    assertEquals(
        List.of(new RestoredRule(COMPANION, WG0), new RestoredRule(CAPTURE, WG0)),
        saved.restored());
    assertEquals(saved.restored(), after(saved, Scenario.ipv4(RIGHT)).restored());
    assertEquals(List.of(), after(saved, Scenario.ipv4(LOOKUP)).restored());
  }

  private static Scenario withTunnel(String listing) {
    return Scenario.ipv4(listing).withDefaultRoute(51820, "wg0", Link.Kind.WIREGUARD);
  }

  private static SavedState planned(SavedState saved, String ahead) {
    Scenario scenario = Scenario.ipv4(ahead + LOOKUP);
    return StateUpdates.planned(saved, scenario.ladder(), scenario.plan());
  }

  private static SavedState after(SavedState saved, Scenario scenario) {
    return after(saved, scenario, Set.of());
  }

  private static SavedState after(
      SavedState saved, Scenario scenario, Set<Family> awaitingCapture) {
    return StateUpdates.observed(
        saved,
        scenario.snapshot(),
        List.of(scenario.remembering(saved).ladder()),
        Policy.DEFAULT,
        awaitingCapture);
  }

  private static Rule rule(String line) {
    return Listing.rule(Family.IPV4, line);
  }
}
