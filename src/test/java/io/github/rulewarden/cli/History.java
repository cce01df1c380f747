package io.github.rulewarden.cli;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.text.EventText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Histories of fake daemons. */
final class History {
  static final List<String> STEPS =
      List.of(
          "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820",
          "ip -4 rule add priority 5398 from all lookup main suppress_prefixlength 0",
          "ip -4 rule del priority 5209 not from all fwmark 0xca6c lookup 51820",
          "ip -4 rule del priority 5208 from all lookup main suppress_prefixlength 0");

  private static final String OPPONENT = "ip[4711] (wg-quick@wg0.service)";
  private static final String AHEAD =
      "`5209: not from all fwmark 0xca6c lookup 51820` is evaluated before Tailscale's lookup at 5270.";

  /** Two inversions on two days. */
  static final List<HistoryEntry> ORDINARY =
      List.of(
          entry("2026-11-19T23:59:59.999999Z", Kind.INVERTED, Family.IPV6, AHEAD, "", 0),
          entry(
              "2026-11-20T00:00:00.001Z",
              Kind.REPAIRED,
              Family.IPV6,
              "Repaired: moved 5209.",
              "",
              1234),
          entry("2026-11-20T08:41:28.123044Z", Kind.INVERTED, Family.IPV4, AHEAD, OPPONENT, 0),
          new HistoryEntry(
              micros("2026-11-20T08:41:28.123456Z"),
              Kind.REPAIRED,
              Scope.OWN,
              Optional.of(Family.IPV4),
              "Repaired: moved 5208 and 5209.",
              "",
              412,
              STEPS));

  /** One entry of each kind. */
  static final List<HistoryEntry> EVENTFUL =
      List.of(
          entry("2026-11-20T07:00:00Z", Kind.INVERTED, Family.IPV6, AHEAD, OPPONENT, 0),
          entry(
              "2026-11-20T07:00:01Z",
              Kind.CONTESTED,
              Family.IPV6,
              EventText.contested("hog[77]"),
              "hog[77]",
              0),
          ofDaemon("2026-11-20T07:00:02Z", Kind.RELOADED, "", EventText.reloaded("")),
          ofDaemon("2026-11-20T07:00:03Z", Kind.MODE_SET, "", EventText.modeSet(Mode.OBSERVE)),
          entry(
              "2026-11-20T07:00:04Z",
              Kind.LEAK,
              Family.IPV4,
              "wg0 is up and nothing leads into it.",
              "",
              0),
          entry("2026-11-20T07:00:05Z", Kind.WITHDRAWN, Family.IPV4, "The tunnel is gone.", "", 0),
          entry("2026-11-20T07:00:06Z", Kind.UNDONE, Family.IPV4, "Undone by an operator.", "", 0),
          new HistoryEntry(
              micros("2026-11-20T07:00:07Z"),
              Kind.REFUSED,
              Scope.named("mullvad"),
              Optional.of(Family.IPV4),
              "5209 has a twin.",
              "",
              0,
              List.of()));

  private History() {}

  private static HistoryEntry entry(
      String time, Kind kind, Family family, String text, String opponent, long durationMicros) {
    return new HistoryEntry(
        micros(time),
        kind,
        Scope.OWN,
        Optional.of(family),
        text,
        opponent,
        durationMicros,
        List.of());
  }

  private static HistoryEntry ofDaemon(String time, Kind kind, String netns, String text) {
    return new HistoryEntry(
        micros(time), kind, Scope.ofText(netns), Optional.empty(), text, "", 0, List.of());
  }

  private static long micros(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }
}
