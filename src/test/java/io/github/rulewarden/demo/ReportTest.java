package io.github.rulewarden.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole report is pinned by the file demo/report.txt. */
class ReportTest {
  private static final String TUNNEL = "rwdemo0";

  private static final String NOBODY_REPAIRS =
      """
      6    0 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      6  101 wg-quick   + 5208: from all lookup main suppress_prefixlength 0
      4 5000 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      4 6000 wg-quick   + 5208: from all lookup main suppress_prefixlength 0
      """;

  /** IPv4 one by one; IPv6 both at once. */
  private static final String CHANGES =
      """
      6    0 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      6  101 wg-quick   + 5208: from all lookup main suppress_prefixlength 0
      6  950 rulewarden + 5398: from all lookup main suppress_prefixlength 0
      6  955 rulewarden + 5399: not from all fwmark 0xca6c lookup 51820
      6 1002 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
      6 1003 rulewarden - 5208: from all lookup main suppress_prefixlength 0
      4 5000 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      4 5180 rulewarden + 5399: not from all fwmark 0xca6c lookup 51820
      4 5210 rulewarden - 5209: not from all fwmark 0xca6c lookup 51820
      4 6000 wg-quick   + 5209: from all lookup main suppress_prefixlength 0
      4 6060 rulewarden + 5398: from all lookup main suppress_prefixlength 0
      4 6075 rulewarden - 5209: from all lookup main suppress_prefixlength 0
      """;

  private final StringWriter text = new StringWriter();

  private static List<Journey> journeys(String tailnet) {
    List<Journey> journeys = new ArrayList<>();
    for (Journey.Destination destination : Journey.destinations(TUNNEL)) {
      boolean isTailnet = destination.device().equals(Scenery.TAILSCALE);
      journeys.add(new Journey(destination, isTailnet ? tailnet : destination.device()));
    }
    return journeys;
  }

  private void playAll(Terminal terminal) {
    Report report = new Report(new PrintWriter(text), terminal, Policy.DEFAULT);
    Snapshot before = Example.snapshot(Example.TAILSCALE);
    report.opening("wireguard-go", before);
    RuleTimeline unguarded = RuleTimeline.of(before, Example.events(NOBODY_REPAIRS));
    report.unguarded(TUNNEL, unguarded.last(), journeys(TUNNEL));
    RuleTimeline timeline = RuleTimeline.of(before, Example.events(CHANGES));
    List<Inversion> inversions = timeline.inversions(Policy.DEFAULT);
    report.guarded(
        TUNNEL, inversions, Set.of(Example.WARDEN), timeline.last(), journeys(Scenery.TAILSCALE));
    report.success(inversions);
    report.failure(List.of("ipv4 is still inverted."), "INFO what the daemon said");
  }

  @Test
  void theReportIsAsPinned() throws IOException {
    playAll(Terminal.PLAIN);
    try (InputStream pinned = ReportTest.class.getResourceAsStream("/demo/report.txt")) {
      assertNotNull(pinned, "src/test/resources/demo/report.txt");
      assertEquals(new String(pinned.readAllBytes(), StandardCharsets.UTF_8), text.toString());
    }
  }

  @Test
  void noLineIsWiderThanATerminal() {
    playAll(Terminal.PLAIN);
    for (String line : text.toString().lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
  }

  @Test
  void colourIsForTerminalsAlone() {
    playAll(Terminal.PLAIN);
    assertFalse(text.toString().contains("\u001b"));
    playAll(Terminal.COLOUR);
    assertTrue(text.toString().contains("\u001b"));
  }
}
