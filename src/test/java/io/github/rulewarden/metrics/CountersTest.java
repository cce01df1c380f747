package io.github.rulewarden.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.metrics.ExpositionParser.Metric;
import io.github.rulewarden.metrics.ExpositionParser.Sample;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountersTest {
  private final AtomicLong overruns = new AtomicLong();
  private final Counters counters = new Counters("1.2.3", 1_767_225_600_250_000L, overruns::get);

  @Test
  void theTextHasAllMetrics() {
    overruns.set(2);
    counters.report(
        status(family("", Family.IPV4, State.OK, 3, 4), family("", Family.IPV6, State.LEAK, 5, 6)),
        List.of(
            repaired("", 134),
            repaired("", 50),
            repaired("", 51),
            repaired("", 2_500_000),
            new Event.Inverted(Scope.OWN.of(Family.IPV4), "x", ""),
            new Event.Contested(Scope.OWN.of(Family.IPV4), "somebody"),
            new Event.Leak(Scope.OWN.of(Family.IPV6), "x"),
            new Event.Leak(Scope.OWN.of(Family.IPV6), "y"),
            new Event.Refused(Scope.OWN.of(Family.IPV6), "x"),
            new Event.Withdrawn(Scope.OWN.of(Family.IPV6), List.of()),
            new Event.ModeSet(Scope.OWN, Mode.OBSERVE),
            new Event.Reloaded(Scope.OWN, "")));

    assertEquals(
        """
        # HELP rulewarden_build_info Version of the daemon; the value is always 1.
        # TYPE rulewarden_build_info gauge
        rulewarden_build_info{version="1.2.3"} 1
        # HELP rulewarden_start_time_seconds Start time of the daemon since the Unix epoch in seconds.
        # TYPE rulewarden_start_time_seconds gauge
        rulewarden_start_time_seconds 1767225600.25
        # HELP rulewarden_state 1 for the current state of the rules, 0 for all other states.
        # TYPE rulewarden_state gauge
        rulewarden_state{netns="",family="ipv4",state="idle"} 0
        rulewarden_state{netns="",family="ipv4",state="ok"} 1
        rulewarden_state{netns="",family="ipv4",state="inverted"} 0
        rulewarden_state{netns="",family="ipv4",state="contested"} 0
        rulewarden_state{netns="",family="ipv4",state="degraded"} 0
        rulewarden_state{netns="",family="ipv4",state="leak"} 0
        rulewarden_state{netns="",family="ipv6",state="idle"} 0
        rulewarden_state{netns="",family="ipv6",state="ok"} 0
        rulewarden_state{netns="",family="ipv6",state="inverted"} 0
        rulewarden_state{netns="",family="ipv6",state="contested"} 0
        rulewarden_state{netns="",family="ipv6",state="degraded"} 0
        rulewarden_state{netns="",family="ipv6",state="leak"} 1
        # HELP rulewarden_inversions_total Number of times a VPN's rule was found ahead of Tailscale's lookup.
        # TYPE rulewarden_inversions_total counter
        rulewarden_inversions_total{netns="",family="ipv4"} 4
        rulewarden_inversions_total{netns="",family="ipv6"} 6
        # HELP rulewarden_repairs_total Number of times the order of the rules was repaired and verified.
        # TYPE rulewarden_repairs_total counter
        rulewarden_repairs_total{netns="",family="ipv4"} 3
        rulewarden_repairs_total{netns="",family="ipv6"} 5
        # HELP rulewarden_repair_duration_seconds Time from the receipt of an event to the verified order.
        # TYPE rulewarden_repair_duration_seconds histogram
        rulewarden_repair_duration_seconds_bucket{netns="",family="ipv4",le="0.00005"} 1
        rulewarden_repair_duration_seconds_bucket{netns="",family="ipv4",le="0.0001"} 2
        rulewarden_repair_duration_seconds_bucket{netns="",family="ipv4",le="0.00025"} 3
        """,
        firstLines(33));
    Map<String, Metric> metrics = ExpositionParser.parse(counters.text());
    Map<String, String> ipv4 = Map.of("netns", "", "family", "ipv4");
    Map<String, String> ipv6 = Map.of("netns", "", "family", "ipv6");
    String durations = "rulewarden_repair_duration_seconds";
    assertEquals("4", value(metrics, durations, durations + "_count", ipv4));
    assertEquals("2.500235", value(metrics, durations, durations + "_sum", ipv4));
    assertEquals("0", value(metrics, durations, durations + "_count", ipv6));
    assertEquals("1", counter(metrics, "contested", ipv4));
    assertEquals("0", counter(metrics, "contested", ipv6));
    assertEquals("2", counter(metrics, "leaks", ipv6));
    assertEquals("1", counter(metrics, "refused", ipv6));
    assertEquals("2", counter(metrics, "event_overruns", Map.of()));
  }

  @Test
  void theTextIsValidBeforeTheFirstEvent() {
    Map<String, Metric> metrics = ExpositionParser.parse(counters.text());

    assertEquals(10, metrics.size());
    assertEquals("0", counter(metrics, "event_overruns", Map.of()));
  }

  @Test
  void countersStartAtZeroSoThatTheFirstIncreaseIsVisible() {
    counters.report(status(family("", Family.IPV4, State.IDLE, 0, 0)), List.of());

    Map<String, Metric> metrics = ExpositionParser.parse(counters.text());

    Map<String, String> ipv4 = Map.of("netns", "", "family", "ipv4");
    assertEquals("0", counter(metrics, "contested", ipv4));
    assertEquals("0", counter(metrics, "repairs", ipv4));
  }

  @Test
  void eventsAddUpOverReports() {
    for (int i = 0; i < 3; i++) {
      counters.report(status(family("", Family.IPV4, State.OK, i, i)), List.of(repaired("", 100)));
    }

    Map<String, Metric> metrics = ExpositionParser.parse(counters.text());

    Map<String, String> ipv4 = Map.of("netns", "", "family", "ipv4");
    String durations = "rulewarden_repair_duration_seconds";
    assertEquals("3", value(metrics, durations, durations + "_count", ipv4));
    assertEquals("2", counter(metrics, "repairs", ipv4));
  }

  /** A namespace can have any name. */
  @ParameterizedTest
  @ValueSource(strings = {"mullvad", "a\"b", "a\\b", "a\nb", "\\n", "\"", "ü } ,=", "\\\\\"\n\n\""})
  void everyNameIsEscaped(String netns) {
    counters.report(
        status(family(netns, Family.IPV4, State.OK, 7, 8)), List.of(repaired(netns, 100)));

    Map<String, Metric> metrics = ExpositionParser.parse(counters.text());

    assertEquals("7", counter(metrics, "repairs", Map.of("netns", netns, "family", "ipv4")));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.000001", "50, 0.00005", "1000000, 1", "1500000, 1.5", "10, 0.00001"})
  void microsecondsAreExactSeconds(long micros, String seconds) {
    assertEquals(seconds, Exposition.seconds(micros));
  }

  /** The parser that checks the text must reject invalid texts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a_total x\n# TYPE a_total counter\na_total 1",
        "# HELP a_total x\n# TYPE a_total counter\na_total 1\na_total 1\n",
        "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"\"c\"} 1\n",
        "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"\\c\"} 1\n",
        "# HELP a_total x\n# TYPE a_total counter\na_total -1\n",
        "# HELP a x\n# TYPE a counter\na 1\n",
        "# HELP b x\n# TYPE a gauge\na 1\n",
        "# HELP a x\n# TYPE a gauge\nb 1\n",
        "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
        "# HELP a x\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n",
      })
  void theParserIsStrict(String text) {
    assertThrows(AssertionError.class, () -> ExpositionParser.parse(text));
  }

  private String firstLines(int count) {
    List<String> lines = counters.text().lines().limit(count).toList();
    return String.join("\n", lines) + "\n";
  }

  private static String counter(
      Map<String, Metric> metrics, String name, Map<String, String> labels) {
    String full = "rulewarden_" + name + "_total";
    return value(metrics, full, full, labels);
  }

  private static String value(
      Map<String, Metric> metrics, String metric, String name, Map<String, String> labels) {
    assertTrue(metrics.containsKey(metric), metric);
    List<BigDecimal> values = new ArrayList<>();
    for (Sample sample : metrics.get(metric).samples()) {
      if (sample.name().equals(name) && sample.labels().equals(labels)) {
        values.add(sample.value());
      }
    }
    assertEquals(1, values.size(), name + labels);
    return values.getFirst().toPlainString();
  }

  private static Event repaired(String netns, long micros) {
    return new Event.Repaired(Scope.ofText(netns).of(Family.IPV4), List.of(), micros);
  }

  private static FamilyStatus family(
      String netns, Family family, State state, long repairs, long inversions) {
    return new FamilyStatus(Scope.ofText(netns).of(family), state, "", repairs, inversions);
  }

  private static Status status(FamilyStatus... families) {
    return new Status(
        State.OK, "", Mode.REPAIR, Strategy.RELOCATE, 0, 0, 0, 0, List.of(families), List.of(), "");
  }
}
