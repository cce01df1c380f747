package io.github.rulewarden;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.time.Duration;
import java.util.List;

/**
 * Gives back what a storm took. Thousands of rules make the heap grow, and Java's collector gives
 * nothing back unless it is asked: so it is asked, once, when it has been quiet for a while. That
 * stops the program for some ten milliseconds.
 */
final class HeapTrim implements StatusListener {
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** More than the daemon ever needs among a few rules, in bytes. */
  private static final long LARGE = 12 << 20;

  private final Heap heap;
  private final long quietMillis;

  /** A heap beyond this has grown for nothing lasting, in bytes. */
  private long tolerated = LARGE;

  private long reports;
  private boolean isGrown;

  /** The heap of this process, or a test's. */
  interface Heap {
    /** How much of it is taken from the system, in bytes. */
    long committed();

    /** Gives back what is not used. */
    void trim();
  }

  private static final Heap OWN =
      new Heap() {
        @Override
        public long committed() {
          return Runtime.getRuntime().totalMemory();
        }

        @Override
        public void trim() {
          System.gc();
        }
      };

  HeapTrim(Heap heap, Duration quiet) {
    this.heap = heap;
    this.quietMillis = quiet.toMillis();
  }

  /** Watches over the heap of this process for as long as it lives. */
  static HeapTrim start() {
    HeapTrim trim = new HeapTrim(OWN, QUIET);
    Thread.ofPlatform().name("heap-trim").daemon().start(trim::run);
    return trim;
  }

  @Override
  public synchronized void report(Status status, List<Event> events) {
    reports++;
    isGrown = heap.committed() > tolerated;
    if (isGrown) {
      notifyAll();
    }
  }

  void run() {
    try {
      while (true) {
        awaitCalm();
        heap.trim();
        // What is still there is needed: it is to grow by half before that is tried again.
        settle();
      }
    } catch (InterruptedException ended) {
      // Nobody trims any more.
    }
  }

  private synchronized void awaitCalm() throws InterruptedException {
    while (!isGrown) {
      wait();
    }
    long seen = -1;
    while (seen != reports) {
      seen = reports;
      wait(quietMillis);
    }
  }

  private synchronized void settle() {
    isGrown = false;
    tolerated = Math.max(LARGE, heap.committed() / 2 * 3);
  }
}
