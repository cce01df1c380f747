package io.github.rulewarden.kernel.process;

import io.github.rulewarden.daemon.Attribution;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Records which port id changed which rule. For the loop's thread. The {@link ProcessObserver} does
 * the slow work, or this class after the repair.
 *
 * <p>The port id of a process's first netlink socket is its pid; further sockets get a number below
 * -4096 ({@code netlink_autobind} in {@code net/netlink/af_netlink.c}). So {@code ip} is identified
 * correctly, and other sockets are not attributed rather than attributed wrongly.
 */
public final class ChangeLog implements Attribution, ChangeWatch, AutoCloseable {
  /** PID_MAX_LIMIT of include/linux/threads.h. */
  private static final int LARGEST_PID = 1 << 22;

  /** After this time the pid may belong to another process. */
  private static final long RECENT_NANOS = 5_000_000_000L;

  /** The number of recorded changes; a power of two. */
  private static final int CAPACITY = ProcessObserver.CAPACITY;

  // The elements at the same index belong to one change.
  private final Bytes[] additions = new Bytes[CAPACITY];
  private final int[] portIds = new int[CAPACITY];
  private final long[] times = new long[CAPACITY];
  private int changes;

  private final ProcessObserver observer;
  private final ProcessFiles files;
  private final Clock clock;

  public ChangeLog(ProcessObserver observer, ProcessFiles files, Clock clock) {
    this.observer = observer;
    this.files = files;
    this.clock = clock;
    missed();
  }

  @Override
  public void changed(Frame event) {
    int index = index(changes);
    additions[index] = event.type() == MessageTypes.NEW_RULE ? event.payload() : Bytes.EMPTY;
    portIds[index] = event.portId();
    times[index] = clock.nanos();
    changes++;
  }

  /** Another process may have deleted a rule and added it again. */
  @Override
  public void missed() {
    Arrays.fill(additions, Bytes.EMPTY);
  }

  @Override
  public String whoAdded(List<Rule> rules, Optional<Integer> lastAuthor) {
    if (rules.isEmpty()) {
      return lastAuthor.isPresent() ? describe(lastAuthor.get()) : ObservedProcess.UNKNOWN;
    }
    for (Rule rule : rules) {
      for (int age = 1; age <= CAPACITY; age++) {
        int index = index(changes - age);
        if (adds(rule, additions[index])) {
          return describe(portIds[index], times[index]);
        }
      }
    }
    return ObservedProcess.UNKNOWN;
  }

  @Override
  public String describe(int portId) {
    for (int age = 1; age <= CAPACITY; age++) {
      int index = index(changes - age);
      if (portIds[index] == portId) {
        return describe(portId, times[index]);
      }
    }
    return describe(portId, clock.nanos());
  }

  private String describe(int portId, long nanos) {
    if (!isPid(portId)) {
      return ObservedProcess.UNKNOWN;
    }
    Optional<String> observed = observer.describe(portId, nanos);
    if (observed.isPresent()) {
      return observed.get();
    }
    // The observer may not have read the process yet. The process is probably gone; try anyway.
    boolean isRecent = clock.nanos() - nanos < RECENT_NANOS;
    return isRecent
        ? ObservedProcess.describe(portId, files).orElseGet(() -> ProcessObserver.gone(portId))
        : ProcessObserver.gone(portId);
  }

  static boolean isPid(int portId) {
    return portId > 0 && portId <= LARGEST_PID;
  }

  private static boolean adds(Rule rule, Bytes addition) {
    if (addition.length() == 0) {
      return false;
    }
    try {
      return RuleCodec.decode(RuleMessage.decode(addition)).equals(rule);
    } catch (MalformedMessageException e) {
      return false; // The next read of the rules cannot decode it either.
    }
  }

  private static int index(int change) {
    return change & CAPACITY - 1;
  }

  @Override
  public void close() {
    observer.close();
  }
}
