package io.github.rulewarden.history;

import io.github.rulewarden.api.HistoryEntry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the latest entries from the end of the files, and what is wrong with some lines. */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final int most;
  private final Deque<HistoryEntry> entries = new ArrayDeque<>();
  private String firstComplaint = "";
  private int complaints;

  Reading(int most) {
    this.most = most;
  }

  boolean wantsMore() {
    return entries.size() < most;
  }

  /** The lines of one file, all of which were written before those of the last. */
  void prepend(Path file, List<String> lines) {
    for (int i = lines.size() - 1; i >= 0 && wantsMore(); i--) {
      try {
        entries.addFirst(Line.parse(lines.get(i)));
      } catch (IllegalArgumentException e) {
        complaints++;
        firstComplaint = file + ", line " + (i + 1) + ": " + e.getMessage();
      }
    }
  }

  List<HistoryEntry> entries() {
    return new ArrayList<>(entries);
  }

  /** Says once, for all lines together, that there is something to look at. */
  void complain() {
    if (complaints > 0) {
      LOG.warn(
          "The history is read without {} of its lines that make no sense; the first is {}",
          complaints,
          firstComplaint);
    }
  }
}
