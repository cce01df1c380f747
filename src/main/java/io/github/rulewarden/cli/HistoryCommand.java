package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ManagerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden history}: what happened. */
final class HistoryCommand implements Command {
  private static final String SINCE = "--since";
  private static final String MAX = "--max";

  private static final int USUAL_MAX = 50;

  @Override
  public CommandSpec spec() {
    return Options.of(this, "history", "Tell what happened, oldest first.")
        .text(SINCE, "TIME", "Only what happened from then on.")
        .text(MAX, "N", "At most so many of the latest entries; 50, unless --since is given.")
        .steps()
        .json()
        .footer(
            "TIME is a span such as 90s, 30min, 1h, 2d; today or yesterday; or a local time such"
                + " as 10:00, 2026-11-20 or 2026-11-20T10:00.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException {
    Arguments arguments = session.arguments();
    Instant since = since(session);
    int most = most(arguments);
    // A time leaves out the oldest, a number as well: asked for are so many of the latest.
    List<HistoryEntry> entries = from(since, session.ask(daemon -> daemon.history(most)));
    if (arguments.wantsJson()) {
      JsonStringWriter json = Json.document().array();
      for (HistoryEntry entry : entries) {
        Json.entry(json, entry);
      }
      Json.write(session, json.end());
    } else {
      print(session, entries);
    }
    return ExitCode.FINE;
  }

  private static void print(Session session, List<HistoryEntry> entries) {
    EntryText text = new EntryText(session);
    for (HistoryEntry entry : entries) {
      text.print(entry);
    }
    if (entries.isEmpty()) {
      session.out().println("nothing happened");
    }
  }

  private static List<HistoryEntry> from(Instant since, List<HistoryEntry> entries) {
    List<HistoryEntry> wanted = new ArrayList<>();
    for (HistoryEntry entry : entries) {
      if (!new Moment(entry.timeMicros()).isBefore(since)) {
        wanted.add(entry);
      }
    }
    return wanted;
  }

  private static Instant since(Session session) {
    Optional<String> text = session.arguments().text(SINCE);
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    return Since.parse(text.get(), session.wiring().clock())
        .orElseThrow(() ->
            session
                .arguments()
                .wrong(SINCE + " takes " + Since.EXPECTED + ", not '" + text.get() + "'"));
  }

  private static int most(Arguments arguments) {
    Optional<String> text = arguments.text(MAX);
    if (text.isEmpty()) {
      return arguments.has(SINCE) ? Integer.MAX_VALUE : USUAL_MAX;
    }
    try {
      int most = Integer.parseInt(text.get());
      if (most > 0) {
        return most;
      }
    } catch (NumberFormatException notEvenANumber) {
      // As wrong as one that is too small.
    }
    throw arguments.wrong(
        MAX + " takes a number from 1 to " + Integer.MAX_VALUE + ", not '" + text.get() + "'");
  }
}
