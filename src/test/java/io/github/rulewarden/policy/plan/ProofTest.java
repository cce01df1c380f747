package io.github.rulewarden.policy.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.text.RefusalText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proof rejects plans that differ only slightly from a safe one. */
class ProofTest {
  private static final String S1 = "from all lookup main suppress_prefixlength 0";
  private static final String C1 = "not from all fwmark 0xca6c lookup 51820";
  private static final String C2 = "not from all fwmark 0xca6d lookup 51821";

  private static final Scenario ONE_TUNNEL =
      Scenario.ipv4(
          """
          0: from all lookup local
          5200: from 10.1.0.0/16 lookup 77
          5208: from all lookup main suppress_prefixlength 0
          5209: not from all fwmark 0xca6c lookup 51820
          5270: from all lookup 52
          32766: from all lookup main
          """);

  private static final Scenario TWO_TUNNELS =
      Scenario.ipv4(
              """
              5206: from all lookup main suppress_prefixlength 0
              5207: not from all fwmark 0xca6d lookup 51821
              5208: from all lookup main suppress_prefixlength 0
              5209: not from all fwmark 0xca6c lookup 51820
              5270: from all lookup 52
              """)
          .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD);

  @Test
  void acceptsTheGoodPlan() {
    expect(ONE_TUNNEL, "", "+5398: " + S1, "+5399: " + C1, "-5209: " + C1, "-5208: " + S1);
    expect(
        TWO_TUNNELS,
        "",
        "+5396: " + S1,
        "+5397: " + C2,
        "+5398: " + S1,
        "+5399: " + C1,
        "-5209: " + C1,
        "-5207: " + C2,
        "-5208: " + S1,
        "-5206: " + S1);
  }

  @Test
  void objectsToBreakBeforeMake() {
    expect(
        ONE_TUNNEL,
        "after step 1 a rule of another program would decide for packets that it decides for"
            + " neither before nor after",
        "-5209: " + C1,
        "-5208: " + S1,
        "+5398: " + S1,
        "+5399: " + C1);
  }

  @Test
  void objectsToACaptureThatLosesItsCompanionFirst() {
    expect(
        ONE_TUNNEL,
        "after step 3 `not from all fwmark 0xca6c lookup 51820` would decide for packets that it"
            + " decides for neither before nor after",
        "+5398: " + S1,
        "+5399: " + C1,
        "-5208: " + S1,
        "-5209: " + C1);
  }

  @Test
  void objectsToACaptureThatComesBeforeItsCompanion() {
    // A capture without companion is harmless behind the lookup while the original decides, but not
    // afterwards.
    expect(
        ONE_TUNNEL,
        "after step 3 `not from all fwmark 0xca6c lookup 51820` would decide for packets that it"
            + " decides for neither before nor after",
        "+5399: " + C1,
        "-5209: " + C1,
        "-5208: " + S1,
        "+5398: " + S1);
  }

  @Test
  void objectsToTheWrongOrderOfTunnelsInBetween() {
    expect(
        TWO_TUNNELS,
        "after step 5 `not from all fwmark 0xca6c lookup 51820` would decide for packets that it"
            + " decides for neither before nor after",
        "+5396: " + S1,
        "+5397: " + C2,
        "+5398: " + S1,
        "+5399: " + C1,
        "-5207: " + C2,
        "-5209: " + C1,
        "-5208: " + S1,
        "-5206: " + S1);
  }

  @Test
  void objectsToADeleteThatHitsATwin() {
    Scenario twin =
        Scenario.ipv4(
            """
            5209: from all fwmark 0xca6c lookup 51820
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """);
    expect(
        twin,
        "deleting `5209: not from all fwmark 0xca6c lookup 51820` would not hit that rule",
        "+5399: " + C1,
        "-5209: " + C1);
  }

  @Test
  void objectsToLosingARule() {
    expect(
        ONE_TUNNEL,
        "nothing equal to `5209: not from all fwmark 0xca6c lookup 51820` would be left",
        "-5209: " + C1,
        "-5208: " + S1);
    expect(
        ONE_TUNNEL,
        "nothing equal to `5208: from all lookup main suppress_prefixlength 0` would be left",
        "-5208: " + S1);
  }

  @Test
  void objectsToDeletingTwice() {
    expect(
        ONE_TUNNEL,
        "deleting `5209: not from all fwmark 0xca6c lookup 51820` would not hit that rule",
        "+5398: " + S1,
        "+5399: " + C1,
        "-5209: " + C1,
        "-5209: " + C1);
  }

  @Test
  void objectsToTouchingForeignRules() {
    expect(
        ONE_TUNNEL,
        "`5200: from 10.1.0.0/16 lookup 77` is not a VPN's rule",
        "-5200: from 10.1.0.0/16 lookup 77");
    expect(
        ONE_TUNNEL, "`5270: from all lookup 52` is not a VPN's rule", "-5270: from all lookup 52");
    expect(
        ONE_TUNNEL, "`0: from all lookup local` is not a VPN's rule", "-0: from all lookup local");
    expect(
        ONE_TUNNEL, "`5205: from all lookup 52` is not a VPN's rule", "+5205: from all lookup 52");
    // A rule with another protocol or another table is not the pair's either.
    expect(
        ONE_TUNNEL,
        "`5399: not from all fwmark 0xca6c lookup 51820 proto 82` is not a VPN's rule",
        "+5399: " + C1 + " proto 82");
    expect(
        ONE_TUNNEL,
        "`5399: not from all fwmark 0xca6c lookup 51821` is not a VPN's rule",
        "+5399: not from all fwmark 0xca6c lookup 51821");
  }

  private static void expect(Scenario scenario, String objection, String... steps) {
    List<Step> all = Steps.ipv4(steps);
    assertEquals(
        objection,
        Proof.objection(scenario.ladder(), all, List.of(), List.of())
            .map(RefusalText::objection)
            .orElse(""));
  }
}
