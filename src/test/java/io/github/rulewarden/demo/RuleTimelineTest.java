package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timeline has every state of the rules, and shows how long the order was wrong. */
class RuleTimelineTest {
  private static final Snapshot TAILSCALE_UP = Example.snapshot(Example.TAILSCALE);

  /** wg-quick adds two rules; each is moved behind Tailscale's immediately. */
  private static final String REPAIRED_ONE_BY_ONE =
      """
      4 100 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      4 180 rulewarden + 5399: not from all fwmark 0xca6c lookup 51820
      4 210 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
      4 900 wg-quick   + 5209: from all lookup main suppress_prefixlength 0
      4 960 rulewarden + 5398: from all lookup main suppress_prefixlength 0
      4 975 rulewarden - 5209: from all lookup main suppress_prefixlength 0
      """;

  private static RuleTimeline timeline(String changes) {
    return RuleTimeline.of(TAILSCALE_UP, Example.events(changes));
  }

  /** Returns the family, microseconds, number of changes and outcome of each inversion. */
  private static List<String> inversions(RuleTimeline timeline) {
    List<String> texts = new ArrayList<>();
    for (Inversion inversion : timeline.inversions(Policy.DEFAULT)) {
      texts.add(
          inversion.family().text()
              + " "
              + inversion.durationNanos() / 1000
              + " us "
              + inversion.changes().size()
              + " "
              + inversion.outcome());
    }
    return texts;
  }

  @Test
  void eachChangeHasTheRulesAfterIt() {
    RuleTimeline timeline = timeline(REPAIRED_ONE_BY_ONE);
    List<String> states = new ArrayList<>();
    for (RuleTimeline.Change change : timeline.changes()) {
      states.add(Example.vpn(change.after(), Family.IPV4));
    }
    String capture = "not from all fwmark 0xca6c lookup 51820\n";
    String suppress = "from all lookup main suppress_prefixlength 0\n";
    assertEquals(
        List.of(
            "5209: " + capture,
            "5209: " + capture + "5399: " + capture,
            "5399: " + capture,
            "5209: " + suppress + "5399: " + capture,
            "5209: " + suppress + "5398: " + suppress + "5399: " + capture,
            "5398: " + suppress + "5399: " + capture),
        states);
    assertEquals(timeline.changes().getLast().after(), timeline.last());
  }

  @Test
  void anInversionLastsUntilTheOriginalIsDeleted() {
    assertEquals(
        List.of("ipv4 110 us 3 REPAIRED", "ipv4 75 us 3 REPAIRED"),
        inversions(timeline(REPAIRED_ONE_BY_ONE)));
  }

  @Test
  void aSecondOffenderProlongsTheInversion() {
    assertEquals(
        List.of("ipv4 450 us 6 REPAIRED"),
        inversions(
            timeline(
                """
                4 100 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
                4 200 wg-quick   + 5208: from all lookup main suppress_prefixlength 0
                4 300 rulewarden + 5399: not from all fwmark 0xca6c lookup 51820
                4 350 rulewarden + 5398: from all lookup main suppress_prefixlength 0
                4 500 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
                4 550 rulewarden - 5208: from all lookup main suppress_prefixlength 0
                """)));
  }

  @Test
  void familiesAreInvertedIndependently() {
    assertEquals(
        List.of("ipv6 300 us 2 REPAIRED", "ipv4 20 us 2 REPAIRED"),
        inversions(
            timeline(
                """
                6 100 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
                4 150 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
                4 170 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
                6 400 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
                """)));
  }

  @Test
  void anInversionWithoutARepairIsOngoing() {
    assertEquals(
        List.of("ipv4 0 us 1 ONGOING"),
        inversions(timeline("4 100 wg-quick + 5209: not from all fwmark 0xca6c lookup 51820")));
  }

  @Test
  void anInversionWithAnUnknownStartIsOmitted() {
    Snapshot inverted =
        Example.snapshot("100: not from all fwmark 0xca6c lookup 51820\n" + Example.TAILSCALE);
    RuleTimeline timeline =
        RuleTimeline.of(
            inverted,
            Example.events(
                """
                4 100 wg-quick   + 99: from all lookup main suppress_prefixlength 0
                4 200 rulewarden - 99: from all lookup main suppress_prefixlength 0
                4 300 rulewarden - 100: not from all fwmark 0xca6c lookup 51820
                """));
    assertEquals(List.of(), inversions(timeline));
    assertTrue(RuleTimeline.isInverted(timeline.last(), Family.IPV6, Policy.DEFAULT));
  }

  @Test
  void withoutChangesTheRulesStayTheSame() {
    assertEquals(TAILSCALE_UP, timeline("").last());
  }

  @Test
  void rulesOfEqualPriorityKeepTheOrderInWhichTheyWereAdded() {
    RuleTimeline timeline =
        timeline(
            """
            4 100 wg-quick + 5209: from all lookup main suppress_prefixlength 0
            4 200 wg-quick + 5209: not from all fwmark 0xca6c lookup 51820
            """);
    assertEquals(
        """
        5209: from all lookup main suppress_prefixlength 0
        5209: not from all fwmark 0xca6c lookup 51820
        """,
        Example.vpn(timeline.last(), Family.IPV4));
  }

  @Test
  void aDeleteThatIsReportedBeforeItsAddIsAppliedAfterIt() {
    RuleTimeline timeline =
        timeline(
            """
            4 100 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
            4 120 wg-quick + 5209: not from all fwmark 0xca6c lookup 51820
            """);
    assertEquals(2, timeline.changes().size());
    assertEquals("", Example.vpn(timeline.last(), Family.IPV4));
  }

  @Test
  void aDeleteOfARuleThatNeverExistedIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> timeline("6 100 wg-quick - 5209: not from all fwmark 0xca6c lookup 51820"));
    assertEquals(
        "deleted, but it never existed: 5209: not from all fwmark 0xca6c lookup 51820",
        refusal.getMessage());
  }
}
