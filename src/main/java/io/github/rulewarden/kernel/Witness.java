package io.github.rulewarden.kernel;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at processes that changed a rule while they live: {@code ip} is gone half a millisecond
 * after its change was announced, before the repair is done.
 *
 * <p>One thread reports what it heard of and does not wait for anything; another, the witness's
 * own, looks. A report wakes that thread with one call to the kernel, and only if it sleeps.
 */
final class Witness implements AutoCloseable {
  /** So many of the latest sightings are remembered; a power of two. */
  static final int REMEMBERED = 64;

  /** Looking at ourselves as often has the compiler done with all that a look runs through. */
  private static final int REHEARSALS = 300;

  /** After the start everybody else is in a hurry. */
  private static final long QUIET_NANOS = 500_000_000;

  /** A pid may be given to another process, but hardly within this time. */
  private static final long SAME_NANOS = 5_000_000_000L;

  private static final long FOREVER = Long.MAX_VALUE;

  /**
   * What was found in a case.
   *
   * @param words empty if the process was gone
   */
  private record Seen(int number, int portId, long nanos, Optional<String> words) {}

  private final ProcessFiles files;
  private final int[] ports = new int[REMEMBERED];
  private final AtomicReferenceArray<Seen> seen = new AtomicReferenceArray<>(REMEMBERED);
  private final Thread thread;

  /** How many were reported. Written by the one that reports, behind the port. */
  private volatile int reported;

  private volatile boolean isAsleep;
  private volatile boolean isClosed;

  Witness(ProcessFiles files) {
    this.files = files;
    this.thread = Thread.ofPlatform().name("witness").daemon().unstarted(this::watch);
  }

  /** Begins to look. */
  void start() {
    thread.start();
  }

  /** Has the process behind a port id looked at; returns at once, with the number of the case. */
  int report(int portId) {
    int number = reported;
    ports[place(number)] = portId;
    reported = number + 1;
    if (isAsleep) {
      LockSupport.unpark(thread);
    }
    return number;
  }

  /**
   * Who was seen in a case, in words that may be empty; empty if that is too long ago, or yet to
   * come.
   */
  Optional<String> words(int number) {
    Seen found = seen.get(place(number));
    if (found == null || found.number() != number) {
      return Optional.empty();
    }
    return Optional.of(found.words().orElseGet(() -> gone(found.portId())));
  }

  static String gone(int portId) {
    return "a process that is gone (pid " + portId + ")";
  }

  private void watch() {
    int next = 0;
    sleep(next, QUIET_NANOS);
    rehearse();
    while (!isClosed) {
      if (next == reported) {
        sleep(next, FOREVER);
      } else {
        // Of more than can be remembered the latest count.
        next = Math.max(next, reported - REMEMBERED);
        look(next, ports[place(next)]);
        next++;
      }
    }
  }

  /** Until somebody reports, or there was nothing to report for a while. */
  private void sleep(int next, long nanos) {
    isAsleep = true;
    // Whoever reports either sees that we sleep, or has reported before this line.
    if (next == reported && !isClosed) {
      LockSupport.parkNanos(nanos);
    }
    isAsleep = false;
  }

  /** Unless somebody else is to be looked at. */
  private void rehearse() {
    int ourselves = Math.toIntExact(ProcessHandle.current().pid());
    for (int i = 0; i < REHEARSALS && reported == 0 && !isClosed; i++) {
      Sighting.describe(ourselves, files);
    }
  }

  private void look(int number, int portId) {
    long now = System.nanoTime();
    Optional<String> words = Sighting.describe(portId, files);
    if (words.isEmpty()) {
      words = wordsOfLate(portId, now);
    }
    seen.set(place(number), new Seen(number, portId, now, words));
  }

  /** What was seen of the same process a moment ago; there is no other order than that of place. */
  private Optional<String> wordsOfLate(int portId, long now) {
    for (int i = 0; i < REMEMBERED; i++) {
      Seen earlier = seen.get(i);
      if (earlier != null
          && earlier.portId() == portId
          && now - earlier.nanos() < SAME_NANOS
          && earlier.words().isPresent()) {
        return earlier.words();
      }
    }
    return Optional.empty();
  }

  private static int place(int number) {
    return number & REMEMBERED - 1;
  }

  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
  }
}
