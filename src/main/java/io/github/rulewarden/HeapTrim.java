package io.github.rulewarden;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.time.Duration;
import java.util.List;

/**
 * Returns memory to the system after a storm. Thousands of rules make the heap grow, and Java's
 * collector returns nothing unless it is called. So it is called once, after a quiet period. That
 * pauses the program for some ten milliseconds.
 */
final class HeapTrim implements StatusListener {
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** More than the daemon needs with a few rules, in bytes. */
  private static final long LARGE = 12 << 20;

  private final Heap heap;
  private final long quietMillis;

  /** A heap above this size is trimmed, in bytes. */
  private long limit = LARGE;

  private long reports;
  private boolean isGrown;

  /** The heap of this process, or a test's. */
  interface Heap {
    /** Returns how much memory the heap has taken from the system, in bytes. */
    long committed();

    /** Returns unused memory to the system. */
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

  /** Starts a thread that trims the heap of this process until it exits. */
  static HeapTrim start() {
    HeapTrim trim = new HeapTrim(OWN, QUIET);
    Thread.ofPlatform().name("heap-trim").daemon().start(trim::run);
    return trim;
  }

  @Override
  public synchronized void report(Status status, List<Event> events) {
    reports++;
    isGrown = heap.committed() > limit;
    if (isGrown) {
      notifyAll();
    }
  }

  void run() {
    try {
      while (true) {
        awaitQuiet();
        heap.trim();
        // The rest is needed: the heap has to grow by half before it is trimmed again.
        raiseLimit();
      }
    } catch (InterruptedException ended) {
      // The thread ends.
    }
  }

  private synchronized void awaitQuiet() throws InterruptedException {
    while (!isGrown) {
      wait();
    }
    long seen = -1;
    while (seen != reports) {
      seen = reports;
      wait(quietMillis);
    }
  }

  private synchronized void raiseLimit() {
    isGrown = false;
    limit = Math.max(LARGE, heap.committed() / 2 * 3);
  }
}
