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
 * Who changed which rule. Belongs to the loop's thread; what costs time is done by the {@link
 * ProcessObserver}, or when the repair is over.
 *
 * <p>The kernel gives a process's first netlink socket the process's pid as its port id, and others
 * a number below -4096 ({@code netlink_autobind} in {@code net/netlink/af_netlink.c}); so this is
 * right for {@code ip}, and silent rather than wrong for others.
 */
public final class ChangeLog implements Attribution, ChangeWatch, AutoCloseable {
  /** PID_MAX_LIMIT of include/linux/threads.h. */
  private static final int LARGEST_PID = 1 << 22;

  /** Later than this the pid may be another process's. */
  private static final long RECENT_NANOS = 5_000_000_000L;

  /** So many of the latest changes are remembered; a power of two. */
  private static final int REMEMBERED = ProcessObserver.REMEMBERED;

  // What these tell at one place is one change.
  private final Bytes[] additions = new Bytes[REMEMBERED];
  private final int[] ports = new int[REMEMBERED];
  private final long[] moments = new long[REMEMBERED];
  private int changes;

  private final ProcessObserver witness;
  private final ProcessFiles files;
  private final Clock clock;

  public ChangeLog(ProcessObserver witness, ProcessFiles files, Clock clock) {
    this.witness = witness;
    this.files = files;
    this.clock = clock;
    missed();
  }

  @Override
  public void changed(Frame event) {
    int place = place(changes);
    additions[place] = event.type() == MessageTypes.NEW_RULE ? event.payload() : Bytes.EMPTY;
    ports[place] = event.portId();
    moments[place] = clock.nanos();
    changes++;
  }

  /** Somebody else may meanwhile have deleted a rule and added it again. */
  @Override
  public void missed() {
    Arrays.fill(additions, Bytes.EMPTY);
  }

  @Override
  public String whoAdded(List<Rule> rules, Optional<Integer> lastAuthor) {
    if (rules.isEmpty()) {
      return lastAuthor.isPresent() ? describe(lastAuthor.get()) : ObservedProcess.NOBODY;
    }
    for (Rule rule : rules) {
      for (int age = 1; age <= REMEMBERED; age++) {
        int place = place(changes - age);
        if (isOf(rule, additions[place])) {
          return describe(ports[place], moments[place]);
        }
      }
    }
    return ObservedProcess.NOBODY;
  }

  @Override
  public String describe(int portId) {
    for (int age = 1; age <= REMEMBERED; age++) {
      int place = place(changes - age);
      if (ports[place] == portId) {
        return describe(portId, moments[place]);
      }
    }
    return describe(portId, clock.nanos());
  }

  private String describe(int portId, long moment) {
    if (!isPid(portId)) {
      return ObservedProcess.NOBODY;
    }
    Optional<String> seen = witness.words(portId, moment);
    if (seen.isPresent()) {
      return seen.get();
    }
    // The witness may not have come to it yet; then there is little hope, and no harm in trying.
    boolean isRecent = clock.nanos() - moment < RECENT_NANOS;
    return isRecent
        ? ObservedProcess.describe(portId, files).orElseGet(() -> ProcessObserver.gone(portId))
        : ProcessObserver.gone(portId);
  }

  static boolean isPid(int portId) {
    return portId > 0 && portId <= LARGEST_PID;
  }

  private static boolean isOf(Rule rule, Bytes addition) {
    if (addition.length() == 0) {
      return false;
    }
    try {
      return RuleCodec.decode(RuleMessage.decode(addition)).equals(rule);
    } catch (MalformedMessageException e) {
      return false; // Then the next look has not found it either.
    }
  }

  private static int place(int change) {
    return change & REMEMBERED - 1;
  }

  @Override
  public void close() {
    witness.close();
  }
}
