package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks tunnels that no capture explains for their settings: not before they had the time to come
 * up, and rarely, because the kernel sends no event when they change. Asks again immediately before
 * the daemon acts on the settings.
 */
final class TunnelProbe {
  /** A tunnel answers within milliseconds or, given this time, hardly at all. */
  private static final long ANSWER_NANOS = 100_000_000;

  /** Time enough for wg-quick, so that a leak is told within a second of its beginning. */
  private static final long FIRST_NANOS = 200_000_000;

  /**
   * wg-quick sets the fwmark late, and its firewall rules last; on a busy machine the first
   * question may come too early.
   */
  private static final long SECOND_NANOS = 5_000_000_000L;

  private static final long AGAIN_NANOS = 300_000_000_000L;

  /** An answer is good enough to act on if the question was asked no longer ago than this. */
  private static final long FRESH_NANOS = 1_000_000_000;

  /**
   * A tunnel that is asked now and then.
   *
   * @param due when to ask it, or to read its answer
   * @param pause between that answer and the next question
   * @param asked when it was asked last; meaningless before the first question
   * @param known when the question was asked whose answer was read last; empty before the first
   */
  private record Enquiry(
      Link tunnel, Turn turn, long due, long pause, long asked, Optional<Long> known) {
    /** Whether there has been no time yet for an answer. */
    boolean isFirst() {
      return known.isEmpty();
    }

    Enquiry anew(long now) {
      return new Enquiry(tunnel, Turn.QUESTION, now + FIRST_NANOS, SECOND_NANOS, asked, known);
    }

    Enquiry question(long now) {
      return new Enquiry(tunnel, Turn.ANSWER, now + ANSWER_NANOS, pause, now, known);
    }

    Enquiry patience(long now) {
      return new Enquiry(tunnel, Turn.ANSWER, now + ANSWER_NANOS, pause, asked, known);
    }

    Enquiry answer(long now) {
      return new Enquiry(
          tunnel, Turn.QUESTION, now + pause, AGAIN_NANOS, asked, Optional.of(asked));
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
      if (placeOf(tunnel).isEmpty()) {
        enquiries.add(firstOf(tunnel, now));
      }
    }
    List<TunnelSettings> settings = new ArrayList<>();
    for (int i = 0; i < enquiries.size(); i++) {
      Enquiry enquiry = enquiries.get(i);
      if (enquiry.due() - now <= 0) {
        enquiries.set(i, next(enquiry, now));
      }
      table.settings(enquiry.tunnel()).ifPresent(settings::add);
    }
    return settings;
  }

  private static Enquiry firstOf(Link tunnel, long now) {
    return new Enquiry(
        tunnel, Turn.QUESTION, now + FIRST_NANOS, SECOND_NANOS, now, Optional.empty());
  }

  private Enquiry next(Enquiry enquiry, long now) {
    return switch (enquiry.turn()) {
      case QUESTION -> {
        table.ask(enquiry.tunnel());
        yield enquiry.question(now);
      }
      case ANSWER -> table.isAsked(enquiry.tunnel()) ? enquiry.patience(now) : enquiry.answer(now);
    };
  }

  /**
   * Whether a tunnel's settings are recent enough to act on. If they are not, the tunnel is asked
   * again: look again at {@link #next()}.
   */
  boolean isFresh(Link tunnel, long now) {
    Optional<Integer> place = placeOf(tunnel);
    if (place.isEmpty()) {
      return false;
    }
    Enquiry enquiry = enquiries.get(place.get());
    if (enquiry.known().isPresent() && now - enquiry.known().get() <= FRESH_NANOS) {
      return true;
    }
    if (enquiry.turn() == Turn.QUESTION) {
      enquiries.set(place.get(), next(enquiry, now));
    }
    return false;
  }

  /**
   * Asks a tunnel as if it were new when its default routes have changed: wg-quick may be at work,
   * which makes its firewall rules directly after them.
   */
  void noteRoutes(Snapshot before, Snapshot after, long now) {
    if (before.defaultRoutes().equals(after.defaultRoutes())) {
      return;
    }
    for (int i = 0; i < enquiries.size(); i++) {
      Enquiry enquiry = enquiries.get(i);
      if (enquiry.turn() == Turn.QUESTION
          && enquiry.due() - now > FIRST_NANOS
          && !routesBy(enquiry.tunnel(), before).equals(routesBy(enquiry.tunnel(), after))) {
        enquiries.set(i, enquiry.anew(now));
      }
    }
  }

  private static Set<DefaultRoute> routesBy(Link tunnel, Snapshot snapshot) {
    Set<DefaultRoute> routes = new HashSet<>();
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.outgoingInterface() == tunnel.index()) {
        routes.add(route);
      }
    }
    return routes;
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

  private Optional<Integer> placeOf(Link tunnel) {
    for (int i = 0; i < enquiries.size(); i++) {
      if (enquiries.get(i).tunnel().equals(tunnel)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
