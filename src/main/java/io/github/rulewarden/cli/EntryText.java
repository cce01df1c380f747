package io.github.rulewarden.cli;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.text.EventText;

/** Prints a history entry as one line; with {@code --steps} its steps follow. */
final class EntryText {
  private static final int KIND_WIDTH = "contested".length();
  private static final int FAMILY_WIDTH = "IPv4".length();

  /** Further lines begin below the kind. */
  private static final int INDENT = "2026-11-20 08:41:28.123  ".length();

  private static final String STEP = "    ";

  private final Invocation invocation;

  EntryText(Invocation invocation) {
    this.invocation = invocation;
  }

  void print(HistoryEntry entry) {
    String time = new Timestamp(entry.timeMicros()).inList(invocation.dependencies().clock());
    String kind = Words.left(entry.kind().text(), KIND_WIDTH);
    String family = Words.left(entry.family().map(Words::of).orElse(""), FAMILY_WIDTH);
    String text =
        invocation.terminal().wrapped(kind + "  " + family + "  " + sentence(entry), INDENT);
    String painted = invocation.terminal().paint(colour(entry.kind()), kind);
    invocation.out().println(time + "  " + painted + text.substring(kind.length()));
    if (invocation.arguments().has(Options.STEPS)) {
      for (String step : entry.steps()) {
        invocation.out().println(STEP + step);
      }
    }
  }

  /** Prints a line about the daemon itself, which is in no history. */
  void printDaemon(String text) {
    String time =
        Timestamp.now(invocation.dependencies().clock()).inList(invocation.dependencies().clock());
    String line = Words.left("daemon", KIND_WIDTH) + "  " + text;
    invocation.out().println(time + "  " + invocation.terminal().wrapped(line, INDENT));
  }

  /** Returns the text, completed by namespace, opponent and duration. */
  private static String sentence(HistoryEntry entry) {
    StringBuilder sentence = new StringBuilder();
    if (!entry.scope().isOwn()) {
      sentence.append("In ").append(entry.scope().text()).append(": ");
    }
    sentence.append(entry.text());
    if (entry.kind() == Kind.INVERTED && !entry.opponent().isEmpty()) {
      sentence.append(' ').append(EventText.causedBy(entry.opponent()));
    }
    if (entry.durationMicros() > 0) {
      sentence.append(" Took ").append(Timestamp.milliseconds(entry.durationMicros())).append('.');
    }
    return sentence.toString();
  }

  private static Colour colour(Kind kind) {
    return switch (kind) {
      case LEAK -> Colour.RED;
      case INVERTED, CONTESTED, REFUSED -> Colour.YELLOW;
      case REPAIRED -> Colour.GREEN;
      case WITHDRAWN, UNDONE, RELOADED, MODE_SET -> Colour.FAINT;
    };
  }
}
