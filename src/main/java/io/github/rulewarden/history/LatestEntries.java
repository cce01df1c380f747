package io.github.rulewarden.history;

import io.github.rulewarden.api.HistoryEntry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the latest entries from the ends of the files, and the problems of invalid lines. */
final class LatestEntries {
  private static final Logger LOG = LoggerFactory.getLogger(LatestEntries.class);

  private final int max;
  private final Deque<HistoryEntry> entries = new ArrayDeque<>();
  private String firstProblem = "";
  private int invalidLines;

  LatestEntries(int max) {
    this.max = max;
  }

  boolean hasRoom() {
    return entries.size() < max;
  }

  /** Adds the lines of a file, all of which were written before those of the previous file. */
  void prepend(Path file, List<String> lines) {
    for (int i = lines.size() - 1; i >= 0 && hasRoom(); i--) {
      try {
        entries.addFirst(EntryLine.parse(lines.get(i)));
      } catch (IllegalArgumentException e) {
        invalidLines++;
        firstProblem = file + ", line " + (i + 1) + ": " + e.getMessage();
      }
    }
  }

  List<HistoryEntry> entries() {
    return new ArrayList<>(entries);
  }

  /** Logs one message for all invalid lines. */
  void logInvalidLines() {
    if (invalidLines > 0) {
      LOG.warn(
          "The history was read without {} invalid lines; the first is {}",
          invalidLines,
          firstProblem);
    }
  }
}
