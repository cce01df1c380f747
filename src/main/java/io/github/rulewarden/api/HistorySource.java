package io.github.rulewarden.api;

import java.util.List;

/** What happened, as it is remembered. */
public interface HistorySource {
  /** So many of the latest entries at most, oldest first. */
  List<HistoryEntry> latest(int most);
}
