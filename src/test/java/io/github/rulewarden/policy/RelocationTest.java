package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Given, and the plan that is expected: what an operator sees. */
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
  void knowsWhenThereIsNothingToDo() {
    beside("", "").expectNothingToDo(Order.NO_VPN);
    Scenario.ipv4("").expectNothingToDo(Order.NO_TAILSCALE);
    Scenario.ipv4("5209: not from all fwmark 0xca6c lookup 51820\n" + KERNEL)
        .expectNothingToDo(Order.NO_TAILSCALE);
    beside("5209: from all lookup main suppress_prefixlength 0\n", "")
        .expectNothingToDo(Order.NO_VPN);
  }

  /** Scenario 7: first the capture alone, then its companion. */
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

  /** wg-quick's pair came back while its copy stands behind: deleted, not moved. */
  @Test
  void deletesWhatStandsBehindAlready() {
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

  /** Equals of a capture behind the one that counts are somebody's own affair, but not that. */
  @Test
  void deletesACompanionWhoseCaptureIsOneTooManyBehind() {
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
   * Scenario 20: FwMark = 0x1234; and the protocol, which {@code wg-quick down} does not ask for,
   * is kept.
   */
  @Test
  void movesAPairOfAnyNumberAndKeepsWhoMadeIt() {
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

  /** UniFi gateways have one rule of Tailscale's. */
  @Test
  void knowsTheOnlyRuleOfUnifi() {
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

  /** An interrupted repair: the copies are there, the captures are gone. */
  @Test
  void clearsWhatAnInterruptedRepairLeft() {
    Rule left = Listing.rule(Family.IPV4, "5208: from all lookup main suppress_prefixlength 0");
    surplus()
        .remembering(
            new SavedState(
                List.of(), List.of(), List.of(left), List.of(), List.of(), List.of(), List.of()))
        .expectPlan("del priority 5208 from all lookup main suppress_prefixlength 0\n")
        .expectNothingToDo(Order.RIGHT);
  }

  /** Nobody remembers having begun to delete it: it may be its owner's wish. */
  @Test
  void leavesASuppressRuleAloneThatNobodyMoved() {
    surplus().expectNothingToDo(Order.RIGHT);
  }

  /** A user's own rule, which keeps the LAN out of whatever comes. */
  @Test
  void leavesASuppressRuleAloneThatWasThereBeforeTheCapture() {
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

  /** The kernel put the capture right ahead of it, since it is the second of all rules. */
  @Test
  void leavesASuppressRuleAloneThatTheKernelPutTheCaptureBeside() {
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
   * wg-quick adds one rule after the other; a repair may come in between, and the second half then
   * lands where the first was. Whatever lies between: it belongs to it.
   */
  @Test
  void bringsTheSecondHalfToTheFirstPastSomebodyElsesRules() {
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
   * A half is moved together with the pair right behind it; the kernel then puts the second half to
   * the end of the gap.
   */
  @Test
  void bringsTheSecondHalfFromTheFarEndOfTheGap() {
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

  /** Whose it is was not to be told before the gap was there; the gap tells nothing, then. */
  @Test
  void leavesASuppressRuleAtTheFarEndThatWasThereBefore() {
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

  /** A capture far behind stays where it is; its late companion comes to the end of the band. */
  @Test
  void bringsALateCompanionIntoTheBand() {
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
  void movesBothWhereALateCompanionWouldNotBeRecognised() {
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
