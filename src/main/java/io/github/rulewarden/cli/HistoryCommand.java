package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ManagerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden history}: shows past events. */
final class HistoryCommand implements Command {
  private static final String SINCE = "--since";
  private static final String MAX = "--max";

  private static final int DEFAULT_MAX = 50;

  @Override
  public CommandSpec spec() {
    return Options.of(this, "history", "Show past events, oldest first.")
        .text(SINCE, "TIME", "Show only events from this time on.")
        .text(MAX, "N", "Show only the latest N events; by default 50, or all with --since.")
        .steps()
        .json()
        .footer(
            "TIME is a time span such as 90s, 30min, 1h, 2d; today or yesterday; or a local time"
                + " such as 10:00, 2026-11-20 or 2026-11-20T10:00.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException {
    Arguments arguments = invocation.arguments();
    Instant since = since(invocation);
    int max = max(arguments);
    // Both limits remove the oldest entries, so their order does not matter.
    List<HistoryEntry> entries = from(since, invocation.callOnly(daemon -> daemon.history(max)));
    if (arguments.wantsJson()) {
      JsonStringWriter json = Json.document().array();
      for (HistoryEntry entry : entries) {
        Json.entry(json, entry);
      }
      Json.write(invocation, json.end());
    } else {
      print(invocation, entries);
    }
    return ExitCode.SUCCESS;
  }

  private static void print(Invocation invocation, List<HistoryEntry> entries) {
    EntryText text = new EntryText(invocation);
    for (HistoryEntry entry : entries) {
      text.print(entry);
    }
    if (entries.isEmpty()) {
      invocation.out().println("no events");
    }
  }

  private static List<HistoryEntry> from(Instant since, List<HistoryEntry> entries) {
    List<HistoryEntry> wanted = new ArrayList<>();
    for (HistoryEntry entry : entries) {
      if (!new Timestamp(entry.timeMicros()).isBefore(since)) {
        wanted.add(entry);
      }
    }
    return wanted;
  }

  private static Instant since(Invocation invocation) {
    Optional<String> text = invocation.arguments().text(SINCE);
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    return Since.parse(text.get(), invocation.dependencies().clock())
        .orElseThrow(() ->
            invocation
                .arguments()
                .wrong(SINCE + " takes " + Since.EXPECTED + ", not '" + text.get() + "'"));
  }

  private static int max(Arguments arguments) {
    Optional<String> text = arguments.text(MAX);
    if (text.isEmpty()) {
      return arguments.has(SINCE) ? Integer.MAX_VALUE : DEFAULT_MAX;
    }
    try {
      int max = Integer.parseInt(text.get());
      if (max > 0) {
        return max;
      }
    } catch (NumberFormatException invalid) {
      // Reported below, like a number that is too small.
    }
    throw arguments.wrong(
        MAX + " takes a number from 1 to " + Integer.MAX_VALUE + ", not '" + text.get() + "'");
  }
}
