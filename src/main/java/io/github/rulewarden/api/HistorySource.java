package io.github.rulewarden.api;

import java.util.List;

/** The recorded events. */
public interface HistorySource {
  /** The latest entries, oldest first. */
  List<HistoryEntry> latest(int most);
}
