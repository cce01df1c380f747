package io.github.rulewarden.kernel.process;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the description of a process as soon as it changes a rule. {@code ip} ends half a
 * millisecond after its change is announced, before the repair is complete.
 *
 * <p>It has its own socket and thread, so that it does not slow the repair down: a thread that the
 * loop wakes would take the loop's core on a busy host.
 */
public final class ProcessObserver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessObserver.class);

  /** The number of recorded observations; a power of two. */
  static final int CAPACITY = 64;

  /** After this many reads of its own process, the compiler has compiled the code. */
  private static final int WARM_UP_READS = 300;

  /** The warm-up begins after this quiet time, because the rest of the start has priority. */
  private static final long QUIET_NANOS = 500_000_000;

  private static final long SECOND_NANOS = 1_000_000_000;

  /** The limit during a storm of processes; a read takes a tenth of a millisecond. */
  static final int MAXIMUM_PER_SECOND = 100;

  /** The kernel is unlikely to reuse a pid within this time. */
  private static final long PID_REUSE_NANOS = 5 * SECOND_NANOS;

  /**
   * An observation.
   *
   * @param description empty if the process was gone
   */
  private record Observation(int portId, long nanos, Optional<String> description) {}

  private final Transport events;
  private final ProcessFiles files;
  private final Clock clock;
  private final int ownPid = Math.toIntExact(ProcessHandle.current().pid());
  private final AtomicReferenceArray<Observation> observations =
      new AtomicReferenceArray<>(CAPACITY);
  private final Thread thread;
  private int reads;
  private long secondStart;
  private int readsInSecond;

  /**
   * @param events receives changes to rules; {@link #close} closes it
   */
  public ProcessObserver(Transport events, ProcessFiles files, Clock clock) {
    this.events = events;
    this.files = files;
    this.clock = clock;
    this.secondStart = clock.nanos();
    this.thread = Thread.ofPlatform().name("process-observer").daemon().unstarted(this::watch);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /**
   * The description of the process with a port id at about that time. The description itself may be
   * empty. Returns empty if the process was not observed. Any thread may call this.
   */
  Optional<String> describe(int portId, long nanos) {
    Optional<String> description = Optional.empty();
    boolean wasGone = false;
    long nearest = PID_REUSE_NANOS;
    for (int i = 0; i < CAPACITY; i++) {
      Observation found = observations.get(i);
      if (found != null && found.portId() == portId) {
        long distance = Math.abs(found.nanos() - nanos);
        wasGone |= distance < PID_REUSE_NANOS;
        if (found.description().isPresent() && distance < nearest) {
          nearest = distance;
          description = found.description();
        }
      }
    }
    return description.isEmpty() && wasGone ? Optional.of(gone(portId)) : description;
  }

  static String gone(int portId) {
    return "a process that is gone (pid " + portId + ")";
  }

  private void watch() {
    try {
      Reception reception = events.receive(QUIET_NANOS);
      if (reception instanceof Reception.Empty) {
        warmUp();
      }
      while (!(reception instanceof Reception.Closed)) {
        if (reception instanceof Reception.Datagram(Bytes content)) {
          received(content);
        }
        reception = events.receive(Transport.FOREVER);
      }
    } catch (NetlinkException e) {
      LOG.warn("Processes that change rules are no longer identified: {}.", e.getMessage());
    }
  }

  private void warmUp() {
    for (int i = 0; i < WARM_UP_READS; i++) {
      ObservedProcess.describe(ownPid, files);
    }
  }

  private void received(Bytes datagram) throws NetlinkException {
    for (Frame event : Frame.decode(datagram)) {
      int portId = event.portId();
      if (ChangeLog.isPid(portId) && portId != ownPid) {
        changedBy(portId);
      }
    }
  }

  private void changedBy(int portId) {
    long now = clock.nanos();
    if (now - secondStart >= SECOND_NANOS) {
      secondStart = now;
      readsInSecond = 0;
    }
    if (readsInSecond < MAXIMUM_PER_SECOND && !wasObservedSince(now - SECOND_NANOS, portId)) {
      readsInSecond++;
      Optional<String> description = ObservedProcess.describe(portId, files);
      observations.set(reads++ & CAPACITY - 1, new Observation(portId, now, description));
    }
  }

  /** Two processes that undo each other's changes may change a rule a thousand times per second. */
  private boolean wasObservedSince(long nanos, int portId) {
    for (int i = 0; i < CAPACITY; i++) {
      Observation found = observations.get(i);
      if (found != null && found.portId() == portId && found.nanos() - nanos > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    events.close();
  }
}
