package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.leak.Leak;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tracks how long each leak has lasted: when it is reported and when it may be repaired. */
final class LeakWatch {
  /**
   * While a tunnel is brought up or taken down, its rules or its routes may be missing for a
   * moment.
   */
  static final long ALARM_NANOS = 500_000_000;

  /**
   * Restoring a rule while {@code wg-quick down} still deletes rules would make its loop run
   * forever.
   */
  static final long QUIET_NANOS = 2_000_000_000;

  private record ObservedLeak(Leak leak, long since) {}

  private final List<ObservedLeak> observedLeaks = new ArrayList<>();
  private final List<Leak> alarms = new ArrayList<>();
  private long quietSince;

  /**
   * Records the present leaks; returns those that are reported from now on.
   *
   * @param found all present leaks
   * @param exposed those whose traffic really goes out in the clear; the others are not reported
   */
  List<Leak> note(List<Leak> found, List<Leak> exposed, long now) {
    observedLeaks.removeIf(observed -> !holds(found, observed.leak()));
    alarms.removeIf(alarm -> !holds(exposed, alarm));
    for (Leak leak : found) {
      Optional<ObservedLeak> before = find(leak);
      if (before.isEmpty()) {
        observedLeaks.add(new ObservedLeak(leak, now));
        restartQuietPeriod(now);
      } else {
        // The remedy may have changed.
        observedLeaks.set(
            observedLeaks.indexOf(before.get()), new ObservedLeak(leak, before.get().since()));
      }
    }
    List<Leak> newAlarms = new ArrayList<>();
    for (ObservedLeak observed : observedLeaks) {
      if (now - observed.since() >= ALARM_NANOS
          && holds(exposed, observed.leak())
          && !holds(alarms, observed.leak())) {
        alarms.add(observed.leak());
        newAlarms.add(observed.leak());
      }
    }
    return newAlarms;
  }

  /** Restarts the quiet period, because a rule disappeared or a repair was attempted. */
  void restartQuietPeriod(long now) {
    quietSince = now;
  }

  /** Whether there is no leak. */
  boolean isEmpty() {
    return observedLeaks.isEmpty();
  }

  /** The leaks to report. */
  List<Leak> alarms() {
    return List.copyOf(alarms);
  }

  /** The first leak of a family to report. */
  Optional<Leak> alarm(Family family) {
    for (Leak alarm : alarms) {
      if (alarm.family() == family) {
        return Optional.of(alarm);
      }
    }
    return Optional.empty();
  }

  /** The leaks with a remedy, if the quiet period is over. */
  List<Leak> repairable(long now) {
    List<Leak> repairable = new ArrayList<>();
    if (now - quietSince >= QUIET_NANOS) {
      for (ObservedLeak observed : observedLeaks) {
        if (observed.leak().remedy().isPresent()) {
          repairable.add(observed.leak());
        }
      }
    }
    return repairable;
  }

  /**
   * The next moment at which a leak is reported or the quiet period ends; empty if there is none. A
   * leak that may already be repaired but was not adds no moment: it waits for another event.
   */
  Optional<Long> next(long now) {
    Optional<Long> next = Optional.empty();
    for (ObservedLeak observed : observedLeaks) {
      if (now - observed.since() < ALARM_NANOS) {
        next = earlier(next, observed.since() + ALARM_NANOS, now);
      }
      if (observed.leak().remedy().isPresent() && now - quietSince < QUIET_NANOS) {
        next = earlier(next, quietSince + QUIET_NANOS, now);
      }
    }
    return next;
  }

  /** Compares differences, because the clock may overflow. */
  private static Optional<Long> earlier(Optional<Long> one, long other, long now) {
    return one.isPresent() && one.get() - now <= other - now ? one : Optional.of(other);
  }

  private Optional<ObservedLeak> find(Leak leak) {
    for (ObservedLeak observed : observedLeaks) {
      if (observed.leak().isSameAs(leak)) {
        return Optional.of(observed);
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
