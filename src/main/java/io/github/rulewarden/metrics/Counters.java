package io.github.rulewarden.metrics;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.MetricsSource;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Counts events and exports the counters and the states. */
public final class Counters implements StatusListener, MetricsSource {
  /** The counters of one family that are counted from events. */
  private static final class Counts {
    private long contested;
    private long leaks;
    private long refused;
    private final Durations durations = new Durations();
  }

  private final String version;
  private final long startMicros;
  private final LongSupplier overruns;
  private final Map<ScopeFamily, Counts> counts = new LinkedHashMap<>();
  private List<FamilyStatus> families = List.of();

  /**
   * Starts all counters at zero.
   *
   * @param version the version of the program
   * @param startMicros when the daemon started, CLOCK_REALTIME
   * @param overruns how often events were lost; may be called on any thread
   */
  public Counters(String version, long startMicros, LongSupplier overruns) {
    this.version = version;
    this.startMicros = startMicros;
    this.overruns = overruns;
  }

  @Override
  public synchronized void report(Status status, List<Event> events) {
    families = status.families();
    for (FamilyStatus family : families) {
      of(family.where());
    }
    for (Event event : events) {
      if (event instanceof Event.OfFamily ofFamily) {
        count(ofFamily, of(ofFamily.where()));
      }
    }
  }

  private Counts of(ScopeFamily where) {
    return counts.computeIfAbsent(where, _ -> new Counts());
  }

  private static void count(Event.OfFamily event, Counts counts) {
    switch (event) {
      case Event.Repaired repaired -> counts.durations.add(repaired.durationMicros());
      case Event.Contested _ -> counts.contested++;
      case Event.Leak _ -> counts.leaks++;
      case Event.Refused _ -> counts.refused++;
      case Event.Inverted _, Event.Withdrawn _, Event.Undone _ -> {}
    }
  }

  @Override
  public synchronized String text() {
    Exposition out = new Exposition();
    out.metric("rulewarden_build_info", "gauge", "Version of the daemon; the value is always 1.");
    out.sample("rulewarden_build_info", "1", "version", version);
    out.metric(
        "rulewarden_start_time_seconds",
        "gauge",
        "Start time of the daemon since the Unix epoch in seconds.");
    out.sample("rulewarden_start_time_seconds", Exposition.seconds(startMicros));
    writeStates(out);
    writeStatusCounter(
        out,
        "rulewarden_inversions_total",
        "Number of times a VPN's rule was found ahead of Tailscale's lookup.",
        FamilyStatus::inversions);
    writeStatusCounter(
        out,
        "rulewarden_repairs_total",
        "Number of times the order of the rules was repaired and verified.",
        FamilyStatus::repairs);
    writeDurations(out);
    writeEventCounter(
        out,
        "rulewarden_contested_total",
        "Number of times repairs were paused because another process kept undoing them.",
        count -> count.contested);
    writeEventCounter(
        out,
        "rulewarden_leaks_total",
        "Number of times traffic bypassed a VPN that is up, or LAN traffic entered it.",
        count -> count.leaks);
    writeEventCounter(
        out,
        "rulewarden_refused_total",
        "Number of times a step was refused by the kernel or by the proof.",
        count -> count.refused);
    out.metric(
        "rulewarden_event_overruns_total",
        "counter",
        "Number of times the kernel dropped events because the socket buffer was full; the rules"
            + " were read again.");
    out.sample("rulewarden_event_overruns_total", Long.toString(overruns.getAsLong()));
    return out.toString();
  }

  private void writeStates(Exposition out) {
    String name = "rulewarden_state";
    out.metric(name, "gauge", "1 for the current state of the rules, 0 for all other states.");
    for (FamilyStatus family : families) {
      for (State state : State.values()) {
        out.sample(
            name,
            state == family.state() ? "1" : "0",
            "netns",
            family.netns(),
            "family",
            family.family().text(),
            "state",
            state.text());
      }
    }
  }

  private void writeStatusCounter(
      Exposition out, String name, String help, ToLongFunction<FamilyStatus> number) {
    out.metric(name, "counter", help);
    for (FamilyStatus family : families) {
      String value = Long.toString(number.applyAsLong(family));
      out.sample(name, value, "netns", family.netns(), "family", family.family().text());
    }
  }

  private void writeEventCounter(
      Exposition out, String name, String help, ToLongFunction<Counts> number) {
    out.metric(name, "counter", help);
    counts.forEach((where, count) ->
        out.sample(
            name,
            Long.toString(number.applyAsLong(count)),
            "netns",
            where.netns(),
            "family",
            where.family().text()));
  }

  private void writeDurations(Exposition out) {
    String name = "rulewarden_repair_duration_seconds";
    out.metric(name, "histogram", "Time from the receipt of an event to the verified order.");
    counts.forEach(
        (where, count) -> count.durations.write(out, name, where.netns(), where.family().text()));
  }
}
