package io.github.rulewarden.history;

import io.github.rulewarden.api.EventLog;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistorySource;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.history.Repetition.Folded;
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
 * The latest thousand things that happened. The reporter's thread writes; any thread may ask.
 *
 * <p>What is on the disk from before is read when everybody has been told for the first time: the
 * start is in a hurry, and until then nobody can have asked for long.
 */
public final class History implements EventLog, HistorySource {
  /** So many entries are in memory. */
  public static final int MOST = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  private static final String NAME = "history.jsonl";

  /** A thousand entries are half of it. */
  private static final int LARGE_FILE = 1 << 20;

  /** Who asks while the disk is being read waits for it, but not for ever. */
  private static final long PATIENCE_SECONDS = 2;

  private final HistoryFile file;
  private final Wording wording = new Wording();
  private final Repetition repetition = new Repetition();
  private final Deque<HistoryEntry> entries = new ArrayDeque<>();
  private final CountDownLatch loaded = new CountDownLatch(1);

  /** What is not on the disk yet. */
  private final List<HistoryEntry> unwritten = new ArrayList<>();

  /**
   * What stands for the latest of many repetitions, one of each: only the last one is worth a line
   * on the disk, once something else happens or nothing more does.
   */
  private final Deque<HistoryEntry> heldBack = new ArrayDeque<>();

  /**
   * @param directory the daemon's state directory, which may be yet to be made
   */
  public History(Path directory) {
    this(directory, LARGE_FILE);
  }

  History(Path directory, int largeFile) {
    this.file = new HistoryFile(directory.resolve(NAME), largeFile);
  }

  @Override
  public void record(List<TimedEvent> happenings) {
    for (TimedEvent happening : happenings) {
      Folded folded = repetition.fold(wording.entry(happening));
      remember(folded);
      folded.instead().ifPresent(heldBack::removeLastOccurrence);
      if (folded.isLasting()) {
        release();
        unwritten.add(folded.entry());
      } else {
        heldBack.addLast(folded.entry());
      }
    }
    int surplus = unwritten.size() - MOST;
    if (surplus > 0) {
      unwritten.subList(0, surplus).clear();
    }
  }

  private void release() {
    unwritten.addAll(heldBack);
    heldBack.clear();
  }

  private synchronized void remember(Folded folded) {
    folded.instead().ifPresent(entries::removeLastOccurrence);
    entries.addLast(folded.entry());
    if (entries.size() > MOST) {
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
      putBefore(file.read(MOST));
    } finally {
      loaded.countDown();
    }
  }

  private synchronized void putBefore(List<HistoryEntry> earlier) {
    for (int i = earlier.size() - 1; i >= 0 && entries.size() < MOST; i--) {
      entries.addFirst(earlier.get(i));
    }
  }

  @Override
  public List<HistoryEntry> latest(int most) {
    awaitLoad();
    synchronized (this) {
      List<HistoryEntry> latest = new ArrayList<>(entries);
      int surplus = Math.max(0, latest.size() - Math.max(0, most));
      return List.copyOf(latest.subList(surplus, latest.size()));
    }
  }

  private void awaitLoad() {
    try {
      if (!loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("the disk is slow: what happened before the start is left out of an answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
