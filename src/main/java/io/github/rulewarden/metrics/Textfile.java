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
 * Writes the metrics to a file for node_exporter's textfile collector, on a thread of its own, so
 * that a disk that hangs delays nothing else.
 *
 * <p>The file is written after each change, but at most once a second; and every 15 seconds, the
 * usual interval between scrapes, even if nothing has changed. node_exporter exports its age as
 * {@code node_textfile_mtime_seconds}, which distinguishes a daemon that hangs or was killed from
 * one that has nothing new to report. The daemon removes the file when it stops; otherwise its last
 * "ok" would be scraped forever.
 */
public final class Textfile implements StatusListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Textfile.class);

  private static final Interval DEFAULT = new Interval(1000, 15_000);
  private static final long CLOSE_TIMEOUT_MILLIS = 1000;

  /**
   * How often the file is written.
   *
   * @param shortestMillis the shortest time between two writes
   * @param longestMillis the longest time between two writes
   */
  record Interval(long shortestMillis, long longestMillis) {}

  private final MetricsSource metrics;
  private final Interval interval;
  private final Thread thread;
  private Optional<Path> configured = Optional.empty();
  private boolean isChanged;
  private boolean isClosed;
  private boolean isFailureLogged;

  public Textfile(MetricsSource metrics) {
    this(metrics, DEFAULT);
  }

  Textfile(MetricsSource metrics, Interval interval) {
    this.metrics = metrics;
    this.interval = interval;
    this.thread = Thread.ofPlatform().name("textfile").daemon().unstarted(this::run);
  }

  /**
   * Sets the file to write to, and removes the previous one. Any thread may call this, also after
   * each reload. The thread is started only when a file is set.
   */
  public synchronized void writeTo(Optional<Path> file) {
    configured = file;
    isChanged = true;
    if (file.isPresent() && thread.getState() == Thread.State.NEW && !isClosed) {
      thread.start();
    }
    notifyAll();
  }

  @Override
  public synchronized void report(Status status, List<Event> events) {
    isChanged = true;
    notifyAll();
  }

  private void run() {
    Optional<ReplacedFile> current = Optional.empty();
    try {
      while (awaitChange()) {
        Optional<ReplacedFile> next = next().map(ReplacedFile::new);
        if (current.isPresent() && !current.equals(next)) {
          remove(current.get());
          isFailureLogged = false;
        }
        current = next;
        if (current.isPresent()) {
          write(current.get());
        }
        awaitShortestInterval();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current.ifPresent(Textfile::remove);
  }

  /** Waits until the file has to be written; returns false when it was closed. */
  private synchronized boolean awaitChange() throws InterruptedException {
    await(interval.longestMillis(), () -> isChanged);
    isChanged = false;
    return !isClosed;
  }

  private synchronized void awaitShortestInterval() throws InterruptedException {
    await(interval.shortestMillis(), () -> false);
  }

  private synchronized void await(long millis, BooleanSupplier isDone) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long remaining = millis;
    while (remaining > 0 && !isClosed && !isDone.getAsBoolean()) {
      wait(remaining);
      remaining = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private synchronized Optional<Path> next() {
    return configured;
  }

  private void write(ReplacedFile file) {
    try {
      file.write(metrics.text());
      isFailureLogged = false;
    } catch (IOException e) {
      if (!isFailureLogged) {
        LOG.warn(
            "The metrics cannot be written to {} ({}); the daemon's user needs write permission for"
                + " the directory, and the unit must allow it (ReadWritePaths=).",
            file.path(),
            FileProblem.words(e));
      }
      isFailureLogged = true;
    }
  }

  private static void remove(ReplacedFile file) {
    try {
      file.remove();
    } catch (IOException e) {
      LOG.warn("The metrics in {} cannot be removed: {}.", file.path(), FileProblem.words(e));
    }
  }

  /** Removes the file; waits at most a second for that. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
