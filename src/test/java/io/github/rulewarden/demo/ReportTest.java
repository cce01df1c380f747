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

/** The golden file demo/report.txt holds the complete report. */
class ReportTest {
  private static final String TUNNEL = "rwdemo0";

  private static final String WITHOUT_REPAIR =
      """
      6    0 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      6  101 wg-quick   + 5208: from all lookup main suppress_prefixlength 0
      4 5000 wg-quick   + 5209: not from all fwmark 0xca6c lookup 51820
      4 6000 wg-quick   + 5208: from all lookup main suppress_prefixlength 0
      """;

  /** IPv4: one rule after the other; IPv6: both together. */
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

  private static List<PacketPath> paths(String tailnet) {
    List<PacketPath> paths = new ArrayList<>();
    for (PacketPath.Destination destination : PacketPath.destinations(TUNNEL)) {
      boolean isTailnet = destination.device().equals(DemoHost.TAILSCALE);
      paths.add(new PacketPath(destination, isTailnet ? tailnet : destination.device()));
    }
    return paths;
  }

  private void printAll(Terminal terminal) {
    Report report = new Report(new PrintWriter(text), terminal, Policy.DEFAULT);
    Snapshot before = Example.snapshot(Example.TAILSCALE);
    report.begin("wireguard-go", before);
    RuleTimeline withoutRepair = RuleTimeline.of(before, Example.events(WITHOUT_REPAIR));
    report.withoutDaemon(TUNNEL, withoutRepair.last(), paths(TUNNEL));
    RuleTimeline timeline = RuleTimeline.of(before, Example.events(CHANGES));
    List<Inversion> inversions = timeline.inversions(Policy.DEFAULT);
    report.withDaemon(
        TUNNEL, inversions, Set.of(Example.RULEWARDEN), timeline.last(), paths(DemoHost.TAILSCALE));
    report.success(inversions);
    report.failure(List.of("ipv4 is still inverted."), "INFO what the daemon said");
  }

  @Test
  void theReportEqualsTheGoldenFile() throws IOException {
    printAll(Terminal.PLAIN);
    try (InputStream golden = ReportTest.class.getResourceAsStream("/demo/report.txt")) {
      assertNotNull(golden, "src/test/resources/demo/report.txt");
      assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), text.toString());
    }
  }

  @Test
  void noLineIsWiderThanATerminal() {
    printAll(Terminal.PLAIN);
    for (String line : text.toString().lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
  }

  @Test
  void onlyTerminalsGetColours() {
    printAll(Terminal.PLAIN);
    assertFalse(text.toString().contains("\u001b"));
    printAll(Terminal.COLOUR);
    assertTrue(text.toString().contains("\u001b"));
  }
}
