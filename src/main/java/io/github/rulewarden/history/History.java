package io.github.rulewarden.history;

import io.github.rulewarden.api.EventLog;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistorySource;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.history.Repetition.Folded;
import io.github.rulewarden.text.HistoryEntryFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the latest thousand events. The reporter's thread writes; any thread may read.
 *
 * <p>The file is read only after the first events were reported to all listeners, so that it does
 * not delay the start. Callers that read earlier wait for it.
 */
public final class History implements EventLog, HistorySource {
  /** The number of entries that are held in memory. */
  public static final int MAX_ENTRIES = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  private static final String FILE_NAME = "history.jsonl";

  /** The size at which the file is rotated, in bytes; a thousand entries take half of it. */
  private static final int MAX_FILE_SIZE = 1 << 20;

  /** How long a caller waits while the file is being read. */
  private static final long LOAD_TIMEOUT_SECONDS = 2;

  private final HistoryFile file;
  private final HistoryEntryFactory factory = new HistoryEntryFactory();
  private final Repetition repetition = new Repetition();
  private final Deque<HistoryEntry> entries = new ArrayDeque<>();
  private final CountDownLatch loaded = new CountDownLatch(1);

  /** The entries that are not in the file yet. */
  private final List<HistoryEntry> unwritten = new ArrayList<>();

  /**
   * The latest entry of each event that repeats often. Only the last one is written to the file,
   * when another event happens or when the daemon stops.
   */
  private final Deque<HistoryEntry> heldBack = new ArrayDeque<>();

  /**
   * @param directory the daemon's state directory; it is created when it is needed
   */
  public History(Path directory) {
    this(directory, MAX_FILE_SIZE);
  }

  History(Path directory, int maxFileSize) {
    this.file = new HistoryFile(directory.resolve(FILE_NAME), maxFileSize);
  }

  @Override
  public void record(List<TimedEvent> events) {
    for (TimedEvent event : events) {
      Folded folded = repetition.fold(factory.entry(event));
      addToMemory(folded);
      folded.replaced().ifPresent(heldBack::removeLastOccurrence);
      if (folded.isForFile()) {
        release();
        unwritten.add(folded.entry());
      } else {
        heldBack.addLast(folded.entry());
      }
    }
    int surplus = unwritten.size() - MAX_ENTRIES;
    if (surplus > 0) {
      unwritten.subList(0, surplus).clear();
    }
  }

  private void release() {
    unwritten.addAll(heldBack);
    heldBack.clear();
  }

  private synchronized void addToMemory(Folded folded) {
    folded.replaced().ifPresent(entries::removeLastOccurrence);
    entries.addLast(folded.entry());
    if (entries.size() > MAX_ENTRIES) {
      entries.removeFirst();
    }
  }

  @Override
  public void keep() {
    if (loaded.getCount() > 0) {
      load();
    }
    if (!unwritten.isEmpty() && file.append(unwritten)) {
      unwritten.clear();
    }
  }

  @Override
  public void end() {
    release();
    keep();
  }

  private void load() {
    try {
      addEarlier(file.read(MAX_ENTRIES));
    } finally {
      loaded.countDown();
    }
  }

  private synchronized void addEarlier(List<HistoryEntry> earlier) {
    for (int i = earlier.size() - 1; i >= 0 && entries.size() < MAX_ENTRIES; i--) {
      entries.addFirst(earlier.get(i));
    }
  }

  @Override
  public List<HistoryEntry> latest(int max) {
    awaitLoad();
    synchronized (this) {
      List<HistoryEntry> latest = new ArrayList<>(entries);
      int surplus = Math.max(0, latest.size() - Math.max(0, max));
      return List.copyOf(latest.subList(surplus, latest.size()));
    }
  }

  private void awaitLoad() {
    try {
      if (!loaded.await(LOAD_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("the disk is slow: a reply lacks the events from before the start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
