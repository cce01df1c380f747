package io.github.rulewarden.policy.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.CheckedUndo;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.policy.planner.UndoPlanner;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Scenario 42: a repair deletes the first half of a pair as a duplicate of a capture that stands
 * behind Tailscale's lookup, and the second half is added afterwards.
 */
class DuplicatesTest {
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";
  private static final String CAPTURE = "not from all fwmark 0xca6c lookup 51820";
  private static final String OTHER_CAPTURE = "not from all fwmark 0xca6d lookup 51821";
  private static final String PAIR = "5398: " + SUPPRESS + "\n5399: " + CAPTURE + "\n";

  /** A host with the saved state of its daemon. */
  private static final class Host {
    private Scenario rules;
    private SavedState saved = SavedState.NONE;

    Host(Scenario rules) {
      this.rules = rules;
      repairInput();
    }

    static Host with(String ahead, String behind) {
      return new Host(
          Scenario.ipv4(
                  "0: from all lookup local\n"
                      + ahead
                      + "5210: from all fwmark 0x80000/0xff0000 lookup main\n"
                      + "5270: from all lookup 52\n"
                      + behind
                      + "32766: from all lookup main\n"
                      + "32767: from all lookup default\n")
              .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD));
    }

    /** Adds a rule without a priority, as wg-quick does. */
    Host add(String rule) {
      IpRuleList kernel = new IpRuleList(rules.rules());
      kernel.addUnnumbered(rule("0: " + rule));
      rules = rules.with(kernel.rules());
      return this;
    }

    Host addAt(String rule) {
      IpRuleList kernel = new IpRuleList(rules.rules());
      kernel.add(rule(rule));
      rules = rules.with(kernel.rules());
      return this;
    }

    Host delete(String rule) {
      List<Rule> rest = new ArrayList<>(rules.rules());
      rest.remove(rule(rule));
      rules = rules.with(rest);
      return this;
    }

    /** Runs a complete repair, expects these commands, and runs the observation after it. */
    Host repair(String commands) {
      Scenario seen = begin(commands);
      rules = seen.after(seen.plan());
      saved = StateUpdates.executed(saved, seen.plan());
      repairInput();
      return this;
    }

    /** Runs a repair that is killed after this many steps. */
    Host repairKilledAfter(int steps, String commands) {
      Scenario seen = begin(commands);
      rules = seen.states(seen.plan()).get(steps);
      return this;
    }

    private Scenario begin(String commands) {
      Scenario seen = rules.remembering(saved);
      seen.expectPlan(commands);
      saved = StateUpdates.planned(saved, seen.ladder(), seen.plan());
      return seen;
    }

    private void repairInput() {
      Scenario seen = rules.remembering(saved);
      saved =
          StateUpdates.observed(
              saved, seen.snapshot(), List.of(seen.ladder()), seen.policy(), Set.of());
    }

    Host expectNothingToDo() {
      rules.remembering(saved).expectNothingToDo(Order.RIGHT);
      return this;
    }

    Host expectVpn(String listing) {
      List<Rule> vpn = new ArrayList<>();
      for (Rule rule : rules.rules()) {
        if (RuleClassifier.isSuppress(rule) || RuleClassifier.looksLikeCapture(rule)) {
          vpn.add(rule);
        }
      }
      assertEquals(listing, Listing.print(vpn));
      return this;
    }

    Host expectDuplicates(String... duplicates) {
      List<Rule> expected = new ArrayList<>();
      for (String duplicate : duplicates) {
        expected.add(rule(duplicate));
      }
      assertEquals(expected, saved.duplicates());
      return this;
    }

    SavedState saved() {
      return saved;
    }

    private static Rule rule(String line) {
      return Listing.rule(Family.IPV4, line);
    }
  }

  private static String del(String... rules) {
    StringBuilder commands = new StringBuilder();
    for (String rule : rules) {
      commands.append("del priority ").append(rule.replace(": ", " ")).append('\n');
    }
    return commands.toString();
  }

  @Test
  void theSecondHalfIsDeletedToo() {
    Host.with("", PAIR)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .expectDuplicates("5209: " + CAPTURE)
        .add(SUPPRESS)
        .repair(del("5209: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(PAIR)
        .expectDuplicates();
  }

  /** The kernel chose the second half's priority while the duplicate still existed. */
  @Test
  void theSecondHalfThatCameDirectlyAheadOfTheFirst() {
    Host.with("", PAIR)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .addAt("5208: " + SUPPRESS)
        .repair(del("5208: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(PAIR);
  }

  /** The rules directly behind the first half were moved away as well. */
  @Test
  void theSecondHalfThatCameToTheEndOfTheGap() {
    Host.with("5207: " + SUPPRESS + "\n5208: " + OTHER_CAPTURE + "\n", PAIR)
        .add(CAPTURE)
        .repair(
            """
            add priority 5397 not from all fwmark 0xca6d lookup 51821
            add priority 5396 from all lookup main suppress_prefixlength 0
            del priority 5208 not from all fwmark 0xca6d lookup 51821
            del priority 5207 from all lookup main suppress_prefixlength 0
            del priority 5206 not from all fwmark 0xca6c lookup 51820
            """)
        .expectDuplicates("5206: " + CAPTURE)
        .add(SUPPRESS)
        .repair(del("5209: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn("5396: " + SUPPRESS + "\n5397: " + OTHER_CAPTURE + "\n" + PAIR);
  }

  /** A newer tunnel's rules were added in between, one half after the other. */
  @Test
  void theSecondHalfThatCameAheadOfANewerTunnelsCapture() {
    String newer = "5396: " + SUPPRESS + "\n5397: " + OTHER_CAPTURE + "\n";
    Host.with("", PAIR)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .addAt("5208: " + OTHER_CAPTURE)
        .addAt("5207: " + SUPPRESS)
        .addAt("5206: " + SUPPRESS)
        .repair(
            """
            add priority 5397 not from all fwmark 0xca6d lookup 51821
            add priority 5396 from all lookup main suppress_prefixlength 0
            del priority 5208 not from all fwmark 0xca6d lookup 51821
            del priority 5207 from all lookup main suppress_prefixlength 0
            del priority 5206 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo()
        .expectVpn(newer + PAIR)
        .expectDuplicates();
  }

  @Test
  void aCompletePairLeavesNothingToAwait() {
    Host.with("", PAIR)
        .add(CAPTURE)
        .add(SUPPRESS)
        .repair(del("5209: " + CAPTURE, "5208: " + SUPPRESS))
        .expectDuplicates()
        .expectVpn(PAIR);
  }

  /** The companion of the older capture became that of the newer one, whose own is added later. */
  @Test
  void theSecondHalfOfACaptureThatTookTheCompanionOfItsEqual() {
    Host.with("5208: " + SUPPRESS + "\n5209: " + CAPTURE + "\n", "")
        .add(CAPTURE)
        .repair(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            del priority 5207 not from all fwmark 0xca6c lookup 51820
            """)
        .add(SUPPRESS)
        .repair(del("5209: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(PAIR);
  }

  /** The position does not decide, because a foreign rule stands between the two. */
  @Test
  void theCompanionOfACaptureThatHadLostItsOwn() {
    Host.with("1000: from 10.0.0.0/8 lookup 7\n", "5399: " + CAPTURE + "\n")
        .add(CAPTURE)
        .repair(del("999: " + CAPTURE))
        .add(SUPPRESS)
        .repair(
            """
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 999 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo()
        .expectVpn(PAIR)
        .expectDuplicates()
        .add(SUPPRESS)
        .expectNothingToDo();
  }

  @Test
  void onlyOneSuppressRuleIsAwaited() {
    Host.with("", PAIR)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .add(SUPPRESS)
        .repair(del("5209: " + SUPPRESS))
        .add(SUPPRESS)
        .expectNothingToDo()
        .expectVpn("5209: " + SUPPRESS + "\n" + PAIR);
  }

  @Test
  void aSuppressRuleElsewhereIsForeign() {
    for (String elsewhere : List.of("100", "5000", "5207", "5210")) {
      Host.with("", PAIR)
          .add(CAPTURE)
          .repair(del("5209: " + CAPTURE))
          .addAt(elsewhere + ": " + SUPPRESS)
          .expectNothingToDo()
          .expectDuplicates("5209: " + CAPTURE);
    }
  }

  /** Scenario 46: wg-quick's rules are added directly ahead of a user's own. */
  @Test
  void aUsersOwnSuppressRuleStays() {
    for (int own : List.of(5200, 5209)) {
      String ahead = (own - 1) + ": ";
      Host host = Host.with(own + ": " + SUPPRESS + "\n", PAIR);
      for (int i = 0; i < 3; i++) {
        host.add(CAPTURE)
            .repair(del(ahead + CAPTURE))
            .expectNothingToDo()
            .add(SUPPRESS)
            .repair(del(ahead + SUPPRESS))
            .expectNothingToDo()
            .expectVpn(own + ": " + SUPPRESS + "\n" + PAIR);
      }
    }
  }

  @Test
  void aUsersOwnSuppressRuleAtTheVeryPriorityStays() {
    Host.with("5209: " + SUPPRESS + "\n", PAIR)
        .addAt("5209: " + CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .expectNothingToDo()
        .expectVpn("5209: " + SUPPRESS + "\n" + PAIR);
  }

  /** The suppress rule stands directly ahead of NetBird's capture, which has another one. */
  @Test
  void besideNetBird() {
    String netbird = "105: " + SUPPRESS + "\n110: not from all fwmark 0x1bd00 lookup 7120\n";
    Host.with(netbird, PAIR)
        .addAt("109: " + CAPTURE)
        .repair(del("109: " + CAPTURE))
        .addAt("109: " + SUPPRESS)
        .repair(del("109: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(netbird + PAIR);
  }

  @Test
  void theCompanionOfACaptureThatHadLostItsOwnBesideNetBird() {
    String netbird = "105: " + SUPPRESS + "\n110: not from all fwmark 0x1bd00 lookup 7120\n";
    Host.with(netbird, "5399: " + CAPTURE + "\n")
        .addAt("109: " + CAPTURE)
        .repair(del("109: " + CAPTURE))
        .addAt("109: " + SUPPRESS)
        .repair(
            """
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 109 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo()
        .expectVpn(netbird + PAIR);
  }

  /** Its table leads nowhere yet, so it is not classified as a capture. */
  @Test
  void aNewTunnelsSuppressRuleIsLeftToIt() {
    String newcomer = "not from all fwmark 0x1234 lookup 4660";
    Host.with("", PAIR)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .add(newcomer)
        .add(SUPPRESS)
        .expectNothingToDo()
        .expectVpn("5208: " + SUPPRESS + "\n5209: " + newcomer + "\n" + PAIR);
  }

  /**
   * The kept capture takes one, and the newer tunnel, which is not recognised yet, needs the other.
   */
  @Test
  void oneOfTwoSuppressRulesIsLeftToANewTunnel() {
    String newcomer = "not from all fwmark 0x1234 lookup 4660";
    Host.with("", "")
        .add(CAPTURE)
        .repair(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .add(newcomer)
        .add(SUPPRESS)
        .add(SUPPRESS)
        .repair(
            """
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo()
        .expectVpn("5207: " + SUPPRESS + "\n5209: " + newcomer + "\n" + PAIR)
        .expectDuplicates();
  }

  @Test
  void besideAnotherTunnelsPair() {
    String both = "5396: " + SUPPRESS + "\n5397: " + OTHER_CAPTURE + "\n" + PAIR;
    Host.with("", both)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .add(SUPPRESS)
        .repair(del("5209: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(both);
  }

  @Test
  void twoTunnelsAtOnce() {
    String both = "5396: " + SUPPRESS + "\n5397: " + OTHER_CAPTURE + "\n" + PAIR;
    Host.with("", both)
        .add(CAPTURE)
        .add(OTHER_CAPTURE)
        .repair(del("5209: " + CAPTURE, "5208: " + OTHER_CAPTURE))
        .expectDuplicates("5208: " + OTHER_CAPTURE, "5209: " + CAPTURE)
        .add(SUPPRESS)
        .add(SUPPRESS)
        .repair(del("5209: " + SUPPRESS, "5208: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(both)
        .expectDuplicates();
  }

  /** Scenario 24: after any part of the two repairs, the next daemon reaches the same end state. */
  @Test
  void aKillBetweenAnyTwoSteps() {
    for (int steps = 0; steps <= 1; steps++) {
      Host host =
          Host.with("", PAIR)
              .add(CAPTURE)
              .repairKilledAfter(steps, del("5209: " + CAPTURE))
              .add(SUPPRESS);
      host.repair(
              steps == 0 ? del("5209: " + CAPTURE, "5208: " + SUPPRESS) : del("5209: " + SUPPRESS))
          .expectNothingToDo()
          .expectVpn(PAIR)
          .expectDuplicates();
    }
    Host.with("", PAIR)
        .add(CAPTURE)
        .repair(del("5209: " + CAPTURE))
        .add(SUPPRESS)
        .repairKilledAfter(0, del("5209: " + SUPPRESS))
        .expectDuplicates()
        .repair(del("5209: " + SUPPRESS))
        .expectNothingToDo()
        .expectVpn(PAIR);
  }

  @Test
  void aKillBeforeTheCompanionIsBroughtToItsCapture() {
    String joins =
        """
        add priority 5398 from all lookup main suppress_prefixlength 0
        del priority 999 from all lookup main suppress_prefixlength 0
        """;
    Host.with("1000: from 10.0.0.0/8 lookup 7\n", "5399: " + CAPTURE + "\n")
        .add(CAPTURE)
        .repair(del("999: " + CAPTURE))
        .add(SUPPRESS)
        .repairKilledAfter(0, joins)
        .repair(joins)
        .expectNothingToDo()
        .expectVpn(PAIR);
  }

  /** The original that is left is not a duplicate: the second half belongs to the copy. */
  @Test
  void theOriginalOfAnInterruptedMoveIsNoDuplicate() {
    Host.with("", "")
        .add(CAPTURE)
        .repairKilledAfter(
            1,
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """)
        .repair(del("5209: " + CAPTURE))
        .expectDuplicates();
  }

  @Test
  void isForgottenWithTheKeptCapture() {
    Host gone =
        Host.with("", PAIR).add(CAPTURE).repair(del("5209: " + CAPTURE)).delete("5399: " + CAPTURE);
    gone.repairInput();
    gone.expectDuplicates();
  }

  /** A tunnel whose link is deleted and added again repeatedly. */
  @Test
  void aHundredRestartsWithoutDownDoNotGrowTheState() {
    Host host = Host.with("", PAIR);
    SavedState before = host.saved();
    for (int i = 0; i < 100; i++) {
      host.add(CAPTURE)
          .repair(del("5209: " + CAPTURE))
          .add(SUPPRESS)
          .repair(del("5209: " + SUPPRESS));
      assertEquals(before, host.saved());
    }
  }

  /** A program that adds a capture repeatedly at different priorities, without a suppress rule. */
  @Test
  void theLatestOfEqualCapturesCounts() {
    Host host = Host.with("", PAIR);
    for (int priority = 5000; priority < 5100; priority++) {
      host.addAt(priority + ": " + CAPTURE).repair(del(priority + ": " + CAPTURE));
      host.expectDuplicates(priority + ": " + CAPTURE);
    }
  }

  /** The duplicate itself needs no undo: only the moved pair is moved back. */
  @Test
  void isNotUndone() {
    Host host =
        Host.with("", "")
            .add(CAPTURE)
            .add(SUPPRESS)
            .repair(
                """
                add priority 5399 not from all fwmark 0xca6c lookup 51820
                add priority 5398 from all lookup main suppress_prefixlength 0
                del priority 5209 not from all fwmark 0xca6c lookup 51820
                del priority 5208 from all lookup main suppress_prefixlength 0
                """)
            .addAt("1000: " + CAPTURE)
            .repair(del("1000: " + CAPTURE));
    Scenario seen = host.rules.remembering(host.saved());
    CheckedUndo undone = CheckedUndo.of(seen);
    assertEquals(List.of(), undone.undo().remarks());
    host.rules = undone.end();
    host.expectVpn("5208: " + SUPPRESS + "\n5209: " + CAPTURE + "\n");
    Host inPlace = Host.with("", PAIR).add(CAPTURE).repair(del("5209: " + CAPTURE));
    Scenario never = inPlace.rules.remembering(inPlace.saved());
    assertEquals(
        List.of(), new UndoPlanner(never.ladder(), never.saved(), never.policy()).plan().steps());
  }
}
