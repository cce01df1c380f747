package io.github.rulewarden.policy.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.CheckedUndo;
import io.github.rulewarden.policy.Invariants;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.plan.Intervention;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.StepText;
import io.github.rulewarden.text.UndoText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specifies where an undo moves rules. */
class UndoPlannerTest {
  private static final String S = "from all lookup main suppress_prefixlength 0";
  private static final String C1 = "not from all fwmark 0xca6c lookup 51820";
  private static final String C2 = "not from all fwmark 0xca6d lookup 51821";
  private static final String LOOKUP = "5270: from all lookup 52\n";
  private static final String MOVED = LOOKUP + "5398: " + S + "\n5399: " + C1 + "\n";
  private static final String TWO_MOVED =
      LOOKUP + ("5396: " + S + "\n5397: " + C2 + "\n") + ("5398: " + S + "\n5399: " + C1 + "\n");

  private final List<MovedRule> moves = new ArrayList<>();
  private final List<Rule> pendingDeletes = new ArrayList<>();
  private final List<RestoredRule> restored = new ArrayList<>();

  @Test
  void aPairIsMovedBackTheCompanionFirst() {
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        MOVED,
        """
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  @Test
  void everyAttributeIsKept() {
    moved("5399: " + C1 + " proto static", 5209);
    expect(
        LOOKUP + "5399: " + C1 + " proto static\n",
        """
        add priority 5209 not from all fwmark 0xca6c lookup 51820 protocol static
        del priority 5399 not from all fwmark 0xca6c lookup 51820 protocol static
        """,
        "");
  }

  /** wg-quick adds the capture first; a repair ran in between. */
  @Test
  void halvesThatCameFromTheSamePriorityBecomeAPairAgain() {
    moved("5398: " + S, 5209);
    moved("5399: " + C1, 5209);
    expect(
        MOVED,
        """
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  /** Each pair was added at the priorities that the previous pair had left. */
  @Test
  void tunnelsFromTheSamePlaceKeepTheirOrder() {
    moved("5396: " + S, 5208);
    moved("5397: " + C2, 5209);
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        TWO_MOVED,
        """
        add priority 5206 from all lookup main suppress_prefixlength 0
        add priority 5207 not from all fwmark 0xca6d lookup 51821
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        del priority 5397 not from all fwmark 0xca6d lookup 51821
        del priority 5396 from all lookup main suppress_prefixlength 0
        """,
        "`5397: " + C2 + "` is moved to 5207 instead of its original priority 5209.\n");
  }

  @Test
  void rulesWithoutARecordedMoveStayWithARemark() {
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        TWO_MOVED,
        """
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "`5397: " + C2 + "` stays where it is: no move of it is recorded.\n");
  }

  /** NetworkManager's pair was in order from the start. */
  @Test
  void aPairThatWasInOrderStaysWithoutARemark() {
    expect(LOOKUP + "31580: " + S + "\n31581: " + C1 + "\n", "", "");
  }

  @Test
  void aForeignRuleAtTheOldPriorityIsNotPassed() {
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        "5208: from 10.1.0.0/16 lookup 77\n5209: from 10.2.0.0/16 lookup 77\n" + MOVED,
        """
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  /** The tunnel came up in the mode observe. */
  @Test
  void aNewerTunnelAheadStaysAhead() {
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        "5208: " + S + "\n5209: " + C2 + "\n" + MOVED,
        """
        add priority 5209 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "`5398: " + S + "` is moved to 5209 instead of its original priority 5208.\n");
  }

  @Test
  void aTwinAtTheOldPriorityIsAvoidedOrTheRuleStays() {
    moved("5399: " + C1, 5209);
    expect(
        "5209: from all fwmark 0xca6c lookup 51820\n" + LOOKUP + "5399: " + C1 + "\n",
        "",
        "`5399: "
            + C1
            + "` stays where it is: no priority is free for it at its original place.\n");
  }

  @Test
  void aGotoWithThisTargetIsNotActivated() {
    moved("5399: " + C1, 5209);
    expect(
        "100: from 10.1.0.0/16 goto 5209\n" + LOOKUP + "5399: " + C1 + "\n",
        """
        add priority 5208 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        """,
        "`5399: " + C1 + "` is moved to 5208 instead of its original priority 5209.\n");
  }

  @Test
  void theTargetOfAGotoStays() {
    moved("5399: " + C1, 5209);
    expect(
        "100: from 10.1.0.0/16 goto 5399\n" + LOOKUP + "5399: " + C1 + "\n",
        "",
        "`5399: "
            + C1
            + "` stays where it is: it is the target of `100: from 10.1.0.0/16 goto 5399`, which"
            + " would be inert without it.\n");
  }

  /** A companion that Rulewarden restored alone must not be left behind its capture. */
  @Test
  void aRestoredCompanionIsMovedToo() {
    moved("5399: " + C1, 5209);
    restored.add(new RestoredRule(rule("5398: " + S), 2));
    expect(
        MOVED,
        """
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  @Test
  void aCaptureStaysWithACompanionThatWasNotMoved() {
    moved("5399: " + C1, 5209);
    expect(
        MOVED,
        "",
        "`5399: "
            + C1
            + "` stays where it is: its suppress rule `5398: "
            + S
            + "` was not moved and would be behind it.\n");
  }

  @Test
  void aCompanionOfAnUnmovedCaptureIsMovedBackAlone() {
    moved("31579: " + S, 5209);
    expect(
        LOOKUP + "31579: " + S + "\n31580: " + C1 + "\n",
        """
        add priority 5209 from all lookup main suppress_prefixlength 0
        del priority 31579 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  /** The companion of a rear capture does not limit the priorities of the pairs ahead. */
  @Test
  void suchACompanionDoesNotLimitAnotherPair() {
    moved("31579: " + S, 5207);
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        MOVED + "31579: " + S + "\n31580: " + C2 + "\n",
        """
        add priority 5207 from all lookup main suppress_prefixlength 0
        add priority 5208 from all lookup main suppress_prefixlength 0
        add priority 5209 not from all fwmark 0xca6c lookup 51820
        del priority 31579 from all lookup main suppress_prefixlength 0
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  /** The Mullvad app adds its rules again on each reconnect. The rules stay in the mode observe. */
  @Test
  void aRuleThatItsOwnerAddedAgainMakesTheMovedOneRedundant() {
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    expect(
        "5208: " + S + "\n5209: " + C1 + "\n" + MOVED,
        """
        del priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 5398 from all lookup main suppress_prefixlength 0
        """,
        "");
  }

  /** The capture's origin is no longer known, and the two are only useful together. */
  @Test
  void aCompanionStaysWithARestoredCapture() {
    moved("5398: " + S, 5208);
    restored.add(new RestoredRule(rule("5399: " + C1), 2));
    expect(
        MOVED,
        "",
        """
        `5398: from all lookup main suppress_prefixlength 0` stays where it is: its capture was \
        restored behind it and stays too.
        `5399: not from all fwmark 0xca6c lookup 51820` stays where it is: no move of it is recorded.
        """);
  }

  @Test
  void aRuleThatIsNoLongerAVpnsStays() {
    moved("5397: not from all fwmark 0x7 lookup 7", 5209);
    expect(
        LOOKUP + "5397: not from all fwmark 0x7 lookup 7\n",
        "",
        "`5397: not from all fwmark 0x7 lookup 7` stays where it is: it is no longer a VPN's rule.\n");
  }

  @Test
  void ownRulesAreRemoved() {
    moved("5399: " + C1, 5209);
    Scenario scenario =
        scenario(
            "5205: from all to 10.42.0.0/16 lookup main proto 82\n"
                + (LOOKUP + "5399: " + C1 + "\n"));
    Rule own = rule("5205: from all to 10.42.0.0/16 lookup main proto 82");
    Plan plan = undo(scenario).plan();
    assertEquals(new Intervention.Remove(own), plan.interventions().getLast());
    assertEquals(own, plan.steps().getLast().rule());
    assertEquals(5209, scenario.after(plan).rules().getFirst().priority());
  }

  /**
   * An undo that is interrupted after any step is finished by the next process with the same
   * result.
   */
  @Test
  void anInterruptedUndoIsFinishedByTheNext() {
    moved("5396: " + S, 5209);
    moved("5397: " + C2, 5209);
    moved("5398: " + S, 5209);
    moved("5399: " + C1, 5209);
    CheckedUndo undone = CheckedUndo.of(scenario(TWO_MOVED));
    assertEquals(
        "5206: " + S + "\n5207: " + C2 + "\n5208: " + S + "\n5209: " + C1 + "\n" + LOOKUP,
        Listing.print(undone.end().rules()));
  }

  @Test
  void undoneMovesAreForgotten() {
    moved("5398: " + S, 5208);
    moved("5399: " + C1, 5209);
    Scenario scenario = scenario(MOVED);
    UndoPlanner undo = undo(scenario);
    SavedState before = StateUpdates.planned(scenario.saved(), scenario.ladder(), undo.plan());
    assertEquals(
        List.of(rule("5208: " + S), rule("5209: " + C1), rule("5399: " + C1), rule("5398: " + S)),
        before.pendingDeletes());
    assertEquals(5208, before.originOf(rule("5398: " + S)).orElseThrow());
    assertEquals(5208, before.originOf(rule("5208: " + S)).orElseThrow(), "it is home");
    assertEquals(SavedState.NONE, StateUpdates.executed(before, undo.plan()));
  }

  private void expect(String listing, String commands, String remarks) {
    Scenario scenario = scenario(listing);
    UndoPlanner undo = undo(scenario);
    String prefix = "ip -4 rule ";
    StringBuilder actual = new StringBuilder();
    for (String command : StepText.commands(undo.plan().steps())) {
      actual.append(command.substring(prefix.length())).append('\n');
    }
    StringBuilder mentioned = new StringBuilder();
    undo.remarks().forEach(remark -> mentioned.append(UndoText.sentence(remark)).append('\n'));
    assertEquals(remarks, mentioned.toString());
    assertEquals(commands, actual.toString());
    Invariants.expectSafe(scenario, undo.plan());
  }

  private Scenario scenario(String listing) {
    SavedState saved =
        new SavedState(List.of(), moves, pendingDeletes, restored, List.of(), List.of(), List.of());
    return Scenario.ipv4(listing)
        .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD)
        .remembering(saved);
  }

  private static UndoPlanner undo(Scenario scenario) {
    return new UndoPlanner(scenario.ladder(), scenario.saved(), scenario.policy());
  }

  private void moved(String line, long origin) {
    moves.add(new MovedRule(rule(line), origin));
  }

  private static Rule rule(String line) {
    return Listing.rule(Family.IPV4, line);
  }
}
