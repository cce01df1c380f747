package io.github.rulewarden.metrics;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.MetricsSource;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.daemon.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the metrics in a file for node_exporter's textfile collector, on a thread of its own: a
 * disk that hangs delays nobody.
 *
 * <p>The file is written soon after each change, but at most once a second, however fast things
 * change; and every 15 seconds, the usual interval between scrapes, though nothing has changed:
 * node_exporter passes its age on as {@code node_textfile_mtime_seconds}, by which a daemon that
 * hangs or was killed can be told from one that has nothing to tell. A daemon that is stopped
 * removes it, or its last "ok" would be scraped for ever.
 */
public final class Textfile implements StatusListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Textfile.class);

  private static final Rhythm USUAL = new Rhythm(1000, 15_000);
  private static final long FAREWELL_MILLIS = 1000;

  /**
   * How often it is written.
   *
   * @param shortestMillis between two times, however much happens
   * @param longestMillis between two times, however little happens
   */
  record Rhythm(long shortestMillis, long longestMillis) {}

  private final MetricsSource gauges;
  private final Rhythm rhythm;
  private final Thread thread;
  private Optional<Path> wanted = Optional.empty();
  private boolean isNews;
  private boolean isClosed;
  private boolean isComplained;

  public Textfile(MetricsSource gauges) {
    this(gauges, USUAL);
  }

  Textfile(MetricsSource gauges, Rhythm rhythm) {
    this.gauges = gauges;
    this.rhythm = rhythm;
    this.thread = Thread.ofPlatform().name("textfile").daemon().unstarted(this::run);
  }

  /**
   * Writes to this file from now on, and removes the one before; any thread may call this, after
   * each reload too. While there is none, there is no thread either.
   */
  public synchronized void writeTo(Optional<Path> file) {
    wanted = file;
    isNews = true;
    if (file.isPresent() && thread.getState() == Thread.State.NEW && !isClosed) {
      thread.start();
    }
    notifyAll();
  }

  @Override
  public synchronized void report(Status status, List<Event> events) {
    isNews = true;
    notifyAll();
  }

  private void run() {
    Optional<ReplacedFile> current = Optional.empty();
    try {
      while (awaitNews()) {
        Optional<ReplacedFile> next = next().map(ReplacedFile::new);
        if (current.isPresent() && !current.equals(next)) {
          remove(current.get());
          isComplained = false;
        }
        current = next;
        if (current.isPresent()) {
          write(current.get());
        }
        awaitRest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current.ifPresent(Textfile::remove);
  }

  /** Waits until there is something to write; false if it is over. */
  private synchronized boolean awaitNews() throws InterruptedException {
    await(rhythm.longestMillis(), () -> isNews);
    isNews = false;
    return !isClosed;
  }

  private synchronized void awaitRest() throws InterruptedException {
    await(rhythm.shortestMillis(), () -> false);
  }

  private synchronized void await(long millis, BooleanSupplier isEnough)
      throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (left > 0 && !isClosed && !isEnough.getAsBoolean()) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private synchronized Optional<Path> next() {
    return wanted;
  }

  private void write(ReplacedFile file) {
    try {
      file.write(gauges.text());
      isComplained = false;
    } catch (IOException e) {
      if (!isComplained) {
        LOG.warn(
            "The metrics cannot be written to {} ({}); the user of this daemon must be able to write"
                + " in its directory, and the unit must allow it (ReadWritePaths=).",
            file.path(),
            FileProblem.words(e));
      }
      isComplained = true;
    }
  }

  private static void remove(ReplacedFile file) {
    try {
      file.remove();
    } catch (IOException e) {
      LOG.warn("The metrics in {} cannot be removed: {}.", file.path(), FileProblem.words(e));
    }
  }

  /** Removes the file; waits for that a second at most. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join(FAREWELL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
