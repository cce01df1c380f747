package io.github.rulewarden.policy.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specifies the plan for given rules, as {@code ip} commands. */
class RelocationTest {
  private static final String TAILSCALE =
      """
      5210: from all fwmark 0x80000/0xff0000 lookup main
      5230: from all fwmark 0x80000/0xff0000 lookup default
      5250: from all fwmark 0x80000/0xff0000 unreachable
      5270: from all lookup 52
      """;

  private static final String KERNEL =
      """
      32766: from all lookup main
      32767: from all lookup default
      """;

  private static Scenario beside(String ahead, String behind) {
    return Scenario.ipv4("0: from all lookup local\n" + ahead + TAILSCALE + behind + KERNEL);
  }

  /** Scenario 1: the boot inversion. */
  @Test
  void movesThePairOfWgQuickBehindTailscale() {
    beside(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            """,
            "")
        .expectOffenders(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            """)
        .expectOvertaken("")
        .expectRefusals("")
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectListing(
            """
            0: from all lookup local
            5210: from all fwmark 0x80000/0xff0000 lookup main
            5230: from all fwmark 0x80000/0xff0000 lookup default
            5250: from all fwmark 0x80000/0xff0000 unreachable
            5270: from all lookup 52
            5398: from all lookup main suppress_prefixlength 0
            5399: not from all fwmark 0xca6c lookup 51820
            32766: from all lookup main
            32767: from all lookup default
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void doesNothingInTheRightOrder() {
    beside("", "").expectNothingToDo(Order.NO_VPN);
    Scenario.ipv4("").expectNothingToDo(Order.NO_TAILSCALE);
    Scenario.ipv4("5209: not from all fwmark 0xca6c lookup 51820\n" + KERNEL)
        .expectNothingToDo(Order.NO_TAILSCALE);
    beside("5209: from all lookup main suppress_prefixlength 0\n", "")
        .expectNothingToDo(Order.NO_VPN);
  }

  /** Scenario 7: the capture is moved alone first, then its companion. */
  @Test
  void movesAHalfBuiltPairAndThenItsCompanion() {
    Scenario half =
        beside("5209: not from all fwmark 0xca6c lookup 51820\n", "")
            .expectPlan(
                """
                add priority 5399 not from all fwmark 0xca6c lookup 51820
                del priority 5209 not from all fwmark 0xca6c lookup 51820
                """)
            .expectNothingToDo(Order.RIGHT);
    half.with(
            Scenario.ipv4(
                    """
                    0: from all lookup local
                    5209: from all lookup main suppress_prefixlength 0
                    5270: from all lookup 52
                    5399: not from all fwmark 0xca6c lookup 51820
                    """)
                .rules())
        .expectPlan(
            """
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Scenario 5. */
  @Test
  void putsANewerTunnelAheadOfAnOlder() {
    beside(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6d lookup 51821
            """,
            """
            5398: from all lookup main suppress_prefixlength 0
            5399: not from all fwmark 0xca6c lookup 51820
            """)
        .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD)
        .expectPlan(
            """
            add priority 5397 not from all fwmark 0xca6d lookup 51821
            add priority 5396 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6d lookup 51821
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void keepsThreeTunnelsInTheirOrder() {
    beside(
            """
            5204: from all lookup main suppress_prefixlength 0
            5205: not from all fwmark 0xca6e lookup 51822
            5206: from all lookup main suppress_prefixlength 0
            5207: not from all fwmark 0xca6d lookup 51821
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            """,
            "")
        .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD)
        .withDefaultRoute(51822, "wg2", Link.Kind.WIREGUARD)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            add priority 5397 not from all fwmark 0xca6d lookup 51821
            add priority 5396 from all lookup main suppress_prefixlength 0
            add priority 5395 not from all fwmark 0xca6e lookup 51822
            add priority 5394 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            del priority 5207 not from all fwmark 0xca6d lookup 51821
            del priority 5206 from all lookup main suppress_prefixlength 0
            del priority 5205 not from all fwmark 0xca6e lookup 51822
            del priority 5204 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void keepsThePlaceInFrontOfACaptureForItsCompanion() {
    beside(
            "5209: not from all fwmark 0xca6d lookup 51821\n",
            "5399: not from all fwmark 0xca6c lookup 51820\n")
        .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD)
        .expectPlan(
            """
            add priority 5397 not from all fwmark 0xca6d lookup 51821
            del priority 5209 not from all fwmark 0xca6d lookup 51821
            """);
  }

  /**
   * wg-quick's pair was added again while its copy stands behind the lookup. The pair is deleted
   * instead of moved.
   */
  @Test
  void deletesAPairWhoseEqualStandsBehind() {
    beside(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            """,
            """
            5398: from all lookup main suppress_prefixlength 0
            5399: not from all fwmark 0xca6c lookup 51820
            """)
        .expectPlan(
            """
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** An equal capture behind the kept one stays, but its misplaced companion is deleted. */
  @Test
  void deletesTheCompanionOfARedundantCaptureBehind() {
    beside(
            "5208: from all lookup main suppress_prefixlength 0\n",
            """
            32763: from all lookup main suppress_prefixlength 0
            32764: not from all fwmark 0xca6c lookup 51820
            32765: not from all fwmark 0xca6c lookup 51820
            """)
        .expectPlan("del priority 5208 from all lookup main suppress_prefixlength 0\n")
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void aCaptureWithoutACompanionGetsThatOfItsEqualBehind() {
    beside(
            "5208: from all lookup main suppress_prefixlength 0\n",
            """
            32764: not from all fwmark 0xca6c lookup 51820
            32765: not from all fwmark 0xca6c lookup 51820
            """)
        .expectPlan(
            """
            add priority 5999 from all lookup main suppress_prefixlength 0
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void givesAStrippedPairTheCompanionOfItsReAddedTwin() {
    beside(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            """,
            "5399: not from all fwmark 0xca6c lookup 51820\n")
        .expectPlan(
            """
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Scenario 8. */
  @Test
  void repairsIpv6ByItself() {
    Scenario.ipv6(
            """
            0: from all lookup local
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            32766: from all lookup main
            """)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Scenario 4. */
  @Test
  void movesThePairOfMullvadsApp() {
    beside(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0x6d6f6c65 lookup 1836018789
            """,
            "")
        .withDefaultRoute(1836018789, "wg0-mullvad", Link.Kind.WIREGUARD)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0x6d6f6c65 lookup 1836018789
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0x6d6f6c65 lookup 1836018789
            del priority 5208 from all lookup main suppress_prefixlength 0
            """);
  }

  /**
   * Scenario 20: FwMark = 0x1234. The protocol is kept, because {@code wg-quick down} does not
   * compare it.
   */
  @Test
  void movesAPairOfAnyMarkAndKeepsTheProtocol() {
    beside(
            """
            5208: from all lookup main suppress_prefixlength 0 proto static
            5209: not from all fwmark 0x1234 lookup 4660 proto static
            """,
            "")
        .withDefaultRoute(4660, "office", Link.Kind.WIREGUARD)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0x1234 lookup 4660 protocol static
            add priority 5398 from all lookup main suppress_prefixlength 0 protocol static
            del priority 5209 not from all fwmark 0x1234 lookup 4660 protocol static
            del priority 5208 from all lookup main suppress_prefixlength 0 protocol static
            """);
  }

  @Test
  void leavesNetBirdAlone() {
    beside(
            """
            105: from all lookup main suppress_prefixlength 0
            110: not from all fwmark 0x1bd00 lookup 7120
            """,
            "")
        .withDefaultRoute(7120, "wt0", Link.Kind.WIREGUARD)
        .expectNothingToDo(Order.NO_VPN);
  }

  /** Scenario 17. */
  @Test
  void leavesAPairBehindTailscaleWhereItIs() {
    beside(
            "",
            """
            31580: from all lookup main suppress_prefixlength 0
            31581: not from all fwmark 0xca6c lookup 51820
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void stopsBehindTheLastOfTwoLookups() {
    beside(
            "5209: not from all fwmark 0xca6c lookup 51820\n",
            "5350: not from all fwmark 0x80000/0xff0000 lookup 52\n")
        .expectPlan(
            """
            add priority 5450 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """);
    beside("", "5350: not from all fwmark 0xca6c lookup 51820\n5360: from all lookup 52\n")
        .expectNothingToDo(Order.RIGHT);
  }

  /** On UniFi gateways tailscaled adds only one rule. */
  @Test
  void recognisesTheOnlyRuleOfUnifi() {
    Scenario.ipv4(
            """
            5268: from all lookup main suppress_prefixlength 0
            5269: not from all fwmark 0xca6c lookup 51820
            5270: not from all fwmark 0x80000/0xff0000 lookup 52
            """)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5269 not from all fwmark 0xca6c lookup 51820
            del priority 5268 from all lookup main suppress_prefixlength 0
            """);
  }

  /** An interrupted repair: the copies exist, and the captures are deleted. */
  @Test
  void removesRulesThatAnInterruptedRepairLeft() {
    Rule left = Listing.rule(Family.IPV4, "5208: from all lookup main suppress_prefixlength 0");
    surplus()
        .remembering(
            new SavedState(
                List.of(), List.of(), List.of(left), List.of(), List.of(), List.of(), List.of()))
        .expectPlan("del priority 5208 from all lookup main suppress_prefixlength 0\n")
        .expectNothingToDo(Order.RIGHT);
  }

  /** No delete of the rule is recorded, so its owner may want it. */
  @Test
  void leavesASuppressRuleWithoutARecordedMove() {
    surplus().expectNothingToDo(Order.RIGHT);
  }

  /** The rule is a user's own, which keeps LAN traffic out of any tunnel. */
  @Test
  void leavesASuppressRuleThatExistedBeforeTheCapture() {
    String users = "100: from all lookup main suppress_prefixlength 0\n";
    Scenario before = beside(users, "");
    SavedState saved =
        StateUpdates.observed(
            SavedState.NONE, before.snapshot(), List.of(before.ladder()), Policy.DEFAULT, Set.of());
    String capture = "5209: not from all fwmark 0xca6c lookup 51820\n";
    beside(users + capture, "")
        .remembering(saved)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """);
    beside(users + "5208: from all lookup main suppress_prefixlength 0\n" + capture, "")
        .remembering(saved)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """);
  }

  /** The kernel added the capture directly ahead of it, because it is the second rule. */
  @Test
  void leavesASuppressRuleDirectlyBehindANewCapture() {
    String users = "2500: from all lookup main suppress_prefixlength 0\n";
    Scenario before = beside(users, "");
    SavedState saved =
        StateUpdates.observed(
            SavedState.NONE, before.snapshot(), List.of(before.ladder()), Policy.DEFAULT, Set.of());
    String capture = "2499: not from all fwmark 0xca6c lookup 51820\n";
    Scenario half = beside(capture + users, "").remembering(saved);
    half.expectPlan(
        """
        add priority 5399 not from all fwmark 0xca6c lookup 51820
        del priority 2499 not from all fwmark 0xca6c lookup 51820
        """);
    Scenario moved = half.after(half.plan());
    SavedState after = StateUpdates.planned(saved, half.ladder(), half.plan());
    moved.remembering(after).expectNothingToDo(Order.RIGHT);
    String late = "2499: from all lookup main suppress_prefixlength 0\n";
    String behind = "5399: not from all fwmark 0xca6c lookup 51820\n";
    beside(late + users, behind)
        .remembering(after)
        .expectPlan(
            """
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 2499 from all lookup main suppress_prefixlength 0
            """);
  }

  private static final String MOVES_THREE =
      """
      add priority 5399 not from all fwmark 0x1234 lookup 51820
      add priority 5398 from all lookup main suppress_prefixlength 0
      add priority 5397 not from all fwmark 0xca6c lookup 51820
      del priority 5268 not from all fwmark 0x1234 lookup 51820
      del priority 5267 from all lookup main suppress_prefixlength 0
      del priority 5266 not from all fwmark 0xca6c lookup 51820
      """;

  private static Scenario surplus() {
    return beside(
        "5208: from all lookup main suppress_prefixlength 0\n",
        """
        5398: from all lookup main suppress_prefixlength 0
        5399: not from all fwmark 0xca6c lookup 51820
        """);
  }

  /**
   * wg-quick adds one rule after the other; a repair may run in between, and the second half is
   * then added where the first was. It belongs to the first half even if foreign rules stand
   * between them.
   */
  @Test
  void movesTheSecondHalfToTheFirstPastForeignRules() {
    String foreign = "1000: from 10.0.0.0/8 lookup 7\n";
    Scenario half =
        Scenario.ipv4(
            "999: not from all fwmark 0xca6c lookup 51820\n" + foreign + TAILSCALE + KERNEL);
    Scenario moved =
        half.remembering(StateUpdates.planned(SavedState.NONE, half.ladder(), half.plan()))
            .expectPlan(
                """
                add priority 5399 not from all fwmark 0xca6c lookup 51820
                del priority 999 not from all fwmark 0xca6c lookup 51820
                """);
    for (int place = 998; place <= 1000; place++) {
      String suppress = place + ": from all lookup main suppress_prefixlength 0";
      moved
          .with(RuleList.withAdded(moved.rules(), Listing.rule(Family.IPV4, suppress)))
          .expectPlan(
              "add priority 5398 from all lookup main suppress_prefixlength 0\n"
                  + "del priority "
                  + place
                  + " from all lookup main suppress_prefixlength 0\n")
          .expectNothingToDo(Order.RIGHT);
    }
    String elsewhere = "500: from all lookup main suppress_prefixlength 0";
    moved
        .with(RuleList.withAdded(moved.rules(), Listing.rule(Family.IPV4, elsewhere)))
        .expectNothingToDo(Order.RIGHT);
  }

  /**
   * The first half is moved together with the pair directly behind it; the kernel then adds the
   * second half at the end of the gap.
   */
  @Test
  void movesTheSecondHalfFromTheFarEndOfTheGap() {
    Scenario half =
        Scenario.ipv4(
            """
            5266: not from all fwmark 0xca6c lookup 51820
            5267: from all lookup main suppress_prefixlength 0
            5268: not from all fwmark 0x1234 lookup 51820
            5269: from 10.0.0.0/8 lookup 7
            5270: from all lookup 52
            32766: from all lookup main
            """);
    Rule late = Listing.rule(Family.IPV4, "5268: from all lookup main suppress_prefixlength 0");
    Scenario moved =
        half.remembering(StateUpdates.planned(SavedState.NONE, half.ladder(), half.plan()))
            .expectPlan(MOVES_THREE);
    Scenario intact = moved.with(RuleList.withAdded(moved.rules(), late));
    intact
        .expectPlan(
            """
            add priority 5396 from all lookup main suppress_prefixlength 0
            del priority 5268 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);

    Scenario another = moved.with(RuleList.withAdded(moved.rules(), late.at(5269)));
    another.expectPlan(
        """
        add priority 5396 from all lookup main suppress_prefixlength 0
        del priority 5269 from all lookup main suppress_prefixlength 0
        """);
    moved.with(RuleList.withAdded(moved.rules(), late.at(5263))).expectNothingToDo(Order.RIGHT);
  }

  /** A suppress rule that was seen before the gap existed does not belong to the moved capture. */
  @Test
  void leavesASuppressRuleAtTheFarEndThatExistedBefore() {
    Rule users = Listing.rule(Family.IPV4, "5269: from all lookup main suppress_prefixlength 0");
    Scenario before =
        Scenario.ipv4(
            """
            5269: from all lookup main suppress_prefixlength 0
            5269: from 10.0.0.0/8 lookup 7
            5270: from all lookup 52
            32766: from all lookup main
            """);
    SavedState saved =
        StateUpdates.observed(
            SavedState.NONE, before.snapshot(), List.of(before.ladder()), Policy.DEFAULT, Set.of());
    assertEquals(List.of(users), saved.unclaimed());
    Scenario two =
        Scenario.ipv4(
            """
            5266: not from all fwmark 0xca6c lookup 51820
            5267: from all lookup main suppress_prefixlength 0
            5268: not from all fwmark 0x1234 lookup 51820
            5269: from all lookup main suppress_prefixlength 0
            5269: from 10.0.0.0/8 lookup 7
            5270: from all lookup 52
            32766: from all lookup main
            """);
    Scenario seen = two.remembering(saved);
    two.remembering(StateUpdates.planned(saved, seen.ladder(), seen.plan()))
        .expectPlan(MOVES_THREE)
        .expectNothingToDo(Order.RIGHT);
  }

  /** A capture far behind stays; its late companion moves to the end of the range. */
  @Test
  void movesALateCompanionIntoTheRange() {
    Scenario.ipv4(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: from all lookup main suppress_prefixlength 0
            5270: from all lookup 52
            32764: not from all fwmark 0xca6c lookup 51820
            32765: not from all fwmark 0x1234 lookup 51820
            32766: from all lookup main
            """)
        .expectPlan(
            """
            add priority 5998 from all lookup main suppress_prefixlength 0
            add priority 5999 from all lookup main suppress_prefixlength 0
            del priority 5209 from all lookup main suppress_prefixlength 0
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void movesBothIfALateCompanionWouldNotBeRecognised() {
    Scenario.ipv4(
            """
            5209: from all lookup main suppress_prefixlength 0
            5270: from all lookup 52
            5271: not from all fwmark 0xca6c lookup 51820
            """)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5271 not from all fwmark 0xca6c lookup 51820
            del priority 5209 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }
}
