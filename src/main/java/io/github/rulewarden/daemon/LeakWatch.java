package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.leak.Leak;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long each leak has lasted: when it is worth an alarm, and when it is ripe to be mended. */
final class LeakWatch {
  /** While a tunnel comes up or goes down its rules are there without its routes, or neither. */
  static final long ALARM_NANOS = 500_000_000;

  /**
   * A rule that is put back while {@code wg-quick down} is still at it makes that loop run for
   * ever.
   */
  static final long QUIET_NANOS = 2_000_000_000;

  private record Sighting(Leak leak, long since) {}

  private final List<Sighting> sightings = new ArrayList<>();
  private final List<Leak> alarms = new ArrayList<>();
  private long disturbed;

  /**
   * Takes over what was found; returns the leaks that have become an alarm.
   *
   * @param found all leaks that there are now
   */
  List<Leak> note(List<Leak> found, long now) {
    sightings.removeIf(sighting -> !holds(found, sighting.leak()));
    alarms.removeIf(alarm -> !holds(found, alarm));
    for (Leak leak : found) {
      Optional<Sighting> before = since(leak);
      if (before.isEmpty()) {
        sightings.add(new Sighting(leak, now));
        disturbed(now);
      } else {
        // What is certain about it may have changed.
        sightings.set(sightings.indexOf(before.get()), new Sighting(leak, before.get().since()));
      }
    }
    List<Leak> news = new ArrayList<>();
    for (Sighting sighting : sightings) {
      if (now - sighting.since() >= ALARM_NANOS && !holds(alarms, sighting.leak())) {
        alarms.add(sighting.leak());
        news.add(sighting.leak());
      }
    }
    return news;
  }

  /** Notes that a rule went, or an attempt to mend was made: the quiet begins anew. */
  void disturbed(long now) {
    disturbed = now;
  }

  /** Whether there is nothing to watch. */
  boolean isEmpty() {
    return sightings.isEmpty();
  }

  /** What is to be told of. */
  List<Leak> alarms() {
    return List.copyOf(alarms);
  }

  /** The first alarm of a family. */
  Optional<Leak> alarm(Family family) {
    for (Leak alarm : alarms) {
      if (alarm.family() == family) {
        return Optional.of(alarm);
      }
    }
    return Optional.empty();
  }

  /** The leaks that have a remedy, once it has been quiet for long enough. */
  List<Leak> ripe(long now) {
    List<Leak> ripe = new ArrayList<>();
    if (now - disturbed >= QUIET_NANOS) {
      for (Sighting sighting : sightings) {
        if (sighting.leak().remedy().isPresent()) {
          ripe.add(sighting.leak());
        }
      }
    }
    return ripe;
  }

  /**
   * When something will be due although nothing happens; empty if nothing will. What is ripe
   * already and was not mended waits for something else.
   */
  Optional<Long> next(long now) {
    Optional<Long> next = Optional.empty();
    for (Sighting sighting : sightings) {
      if (!holds(alarms, sighting.leak())) {
        next = earlier(next, sighting.since() + ALARM_NANOS, now);
      }
      if (sighting.leak().remedy().isPresent() && now - disturbed < QUIET_NANOS) {
        next = earlier(next, disturbed + QUIET_NANOS, now);
      }
    }
    return next;
  }

  /** Differences alone are compared: the clock may run over. */
  private static Optional<Long> earlier(Optional<Long> one, long other, long now) {
    return one.isPresent() && one.get() - now <= other - now ? one : Optional.of(other);
  }

  private Optional<Sighting> since(Leak leak) {
    for (Sighting sighting : sightings) {
      if (sighting.leak().isSameAs(leak)) {
        return Optional.of(sighting);
      }
    }
    return Optional.empty();
  }

  private static boolean holds(List<Leak> leaks, Leak wanted) {
    for (Leak leak : leaks) {
      if (leak.isSameAs(wanted)) {
        return true;
      }
    }
    return false;
  }
}
