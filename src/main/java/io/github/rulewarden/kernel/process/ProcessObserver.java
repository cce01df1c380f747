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
 * Looks at processes that change a rule while they live: {@code ip} is gone half a millisecond
 * after its change was announced, before the repair is done.
 *
 * <p>It hears of them by a socket and on a thread of its own, so that the repair has nothing to do
 * with it: were the loop to wake it, it would on a busy host take the loop's own core.
 */
public final class ProcessObserver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessObserver.class);

  /** So many of the latest sightings are remembered; a power of two. */
  static final int REMEMBERED = 64;

  /** Looking at ourselves as often has the compiler done with all that a look runs through. */
  private static final int REHEARSALS = 300;

  /** After the start everybody else is in a hurry. */
  private static final long QUIET_NANOS = 500_000_000;

  private static final long SECOND_NANOS = 1_000_000_000;

  /** In a storm of processes; each look is a tenth of a millisecond. */
  static final int MOST_PER_SECOND = 100;

  /** A pid may be given to another process, but hardly within this time. */
  private static final long SAME_NANOS = 5 * SECOND_NANOS;

  /**
   * What was found.
   *
   * @param words empty if the process was gone
   */
  private record Seen(int portId, long nanos, Optional<String> words) {}

  private final Transport events;
  private final ProcessFiles files;
  private final Clock clock;
  private final int ourselves = Math.toIntExact(ProcessHandle.current().pid());
  private final AtomicReferenceArray<Seen> seen = new AtomicReferenceArray<>(REMEMBERED);
  private final Thread thread;
  private int looks;
  private long second;
  private int looksOfTheSecond;

  /**
   * @param events tells of changes to rules; is closed with the witness
   */
  public ProcessObserver(Transport events, ProcessFiles files, Clock clock) {
    this.events = events;
    this.files = files;
    this.clock = clock;
    this.second = clock.nanos();
    this.thread = Thread.ofPlatform().name("witness").daemon().unstarted(this::watch);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /**
   * Who was seen behind a port id about that time, in words that may be empty; empty if nobody
   * looked, or not yet. Any thread may ask.
   */
  Optional<String> words(int portId, long nanos) {
    Optional<String> words = Optional.empty();
    boolean wasGone = false;
    long nearest = SAME_NANOS;
    for (int i = 0; i < REMEMBERED; i++) {
      Seen found = seen.get(i);
      if (found != null && found.portId() == portId) {
        long distance = Math.abs(found.nanos() - nanos);
        wasGone |= distance < SAME_NANOS;
        if (found.words().isPresent() && distance < nearest) {
          nearest = distance;
          words = found.words();
        }
      }
    }
    return words.isEmpty() && wasGone ? Optional.of(gone(portId)) : words;
  }

  static String gone(int portId) {
    return "a process that is gone (pid " + portId + ")";
  }

  private void watch() {
    try {
      Reception reception = events.receive(QUIET_NANOS);
      if (reception instanceof Reception.Empty) {
        rehearse();
      }
      while (!(reception instanceof Reception.Closed)) {
        if (reception instanceof Reception.Datagram(Bytes content)) {
          heard(content);
        }
        reception = events.receive(Transport.FOREVER);
      }
    } catch (NetlinkException e) {
      LOG.warn("Who changes rules is no longer looked at: {}.", e.getMessage());
    }
  }

  private void rehearse() {
    for (int i = 0; i < REHEARSALS; i++) {
      ObservedProcess.describe(ourselves, files);
    }
  }

  private void heard(Bytes datagram) throws NetlinkException {
    for (Frame event : Frame.decode(datagram)) {
      int portId = event.portId();
      if (ChangeLog.isPid(portId) && portId != ourselves) {
        changedBy(portId);
      }
    }
  }

  private void changedBy(int portId) {
    long now = clock.nanos();
    if (now - second >= SECOND_NANOS) {
      second = now;
      looksOfTheSecond = 0;
    }
    if (looksOfTheSecond < MOST_PER_SECOND && !wasSeenSince(now - SECOND_NANOS, portId)) {
      looksOfTheSecond++;
      Optional<String> words = ObservedProcess.describe(portId, files);
      seen.set(looks++ & REMEMBERED - 1, new Seen(portId, now, words));
    }
  }

  /** Whoever fights for a rule changes it a thousand times a second, and several take turns. */
  private boolean wasSeenSince(long nanos, int portId) {
    for (int i = 0; i < REMEMBERED; i++) {
      Seen found = seen.get(i);
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
