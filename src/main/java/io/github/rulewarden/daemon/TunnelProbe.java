package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks tunnels that no capture explains for their settings: not before they had the time to come
 * up, and seldom, because the kernel tells nobody when they change.
 */
final class TunnelProbe {
  /** A tunnel answers within milliseconds or, given this time, hardly at all. */
  private static final long ANSWER_NANOS = 100_000_000;

  /** Time enough for wg-quick, so that a leak is told within a second of its beginning. */
  private static final long FIRST_NANOS = 200_000_000;

  /** wg-quick sets the fwmark late; on a busy machine the first question may come too early. */
  private static final long SECOND_NANOS = 5_000_000_000L;

  private static final long AGAIN_NANOS = 300_000_000_000L;

  /**
   * A tunnel that is asked now and then.
   *
   * @param due when to ask it, or to read its answer
   * @param pause between that answer and the next question
   */
  private record Enquiry(Link tunnel, Turn turn, long due, long pause) {
    /** Whether there has been no time yet for an answer. */
    boolean isFirst() {
      return pause == SECOND_NANOS;
    }

    Enquiry next(long now) {
      return switch (turn) {
        case QUESTION -> new Enquiry(tunnel, Turn.ANSWER, now + ANSWER_NANOS, pause);
        case ANSWER -> new Enquiry(tunnel, Turn.QUESTION, now + pause, AGAIN_NANOS);
      };
    }
  }

  private enum Turn {
    QUESTION,
    ANSWER
  }

  private final RuleTable table;
  private final List<Enquiry> enquiries = new ArrayList<>();

  TunnelProbe(RuleTable table) {
    this.table = table;
  }

  /** What those of {@code tunnels} have said of themselves that could be asked. */
  List<TunnelSettings> settings(List<Link> tunnels, long now) {
    enquiries.removeIf(enquiry -> !tunnels.contains(enquiry.tunnel()));
    for (Link tunnel : tunnels) {
      if (!isKnown(tunnel)) {
        enquiries.add(new Enquiry(tunnel, Turn.QUESTION, now + FIRST_NANOS, SECOND_NANOS));
      }
    }
    List<TunnelSettings> settings = new ArrayList<>();
    for (int i = 0; i < enquiries.size(); i++) {
      Enquiry enquiry = enquiries.get(i);
      if (enquiry.due() - now <= 0) {
        if (enquiry.turn() == Turn.QUESTION) {
          table.ask(enquiry.tunnel());
        }
        enquiries.set(i, enquiry.next(now));
      }
      table.settings(enquiry.tunnel()).ifPresent(settings::add);
    }
    return settings;
  }

  /** The tunnels whose first answer has not been read yet. */
  List<Link> unheard() {
    List<Link> unheard = new ArrayList<>();
    for (Enquiry enquiry : enquiries) {
      if (enquiry.isFirst()) {
        unheard.add(enquiry.tunnel());
      }
    }
    return unheard;
  }

  /** When the next question or answer is due; empty if none is. */
  Optional<Long> next() {
    Optional<Long> next = Optional.empty();
    for (Enquiry enquiry : enquiries) {
      if (next.isEmpty() || enquiry.due() - next.get() < 0) {
        next = Optional.of(enquiry.due());
      }
    }
    return next;
  }

  private boolean isKnown(Link tunnel) {
    for (Enquiry enquiry : enquiries) {
      if (enquiry.tunnel().equals(tunnel)) {
        return true;
      }
    }
    return false;
  }
}
