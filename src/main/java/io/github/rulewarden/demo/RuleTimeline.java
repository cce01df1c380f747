package io.github.rulewarden.demo;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.RuleEvent;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;

/** Every state of the rules, reconstructed from their changes. */
public final class RuleTimeline {
  /** One change, and the rules after it. */
  public record Change(RuleEvent event, Snapshot after) {}

  private final Snapshot before;
  private final List<Change> changes;

  private RuleTimeline(Snapshot before, List<Change> changes) {
    this.before = before;
    this.changes = List.copyOf(changes);
  }

  /**
   * Applies the changes one by one, as the kernel did.
   *
   * @param before the rules before the first change; its links and routes are assumed not to change
   * @throws IllegalArgumentException if a deleted rule did not exist, which means that a change is
   *     missing
   */
  public static RuleTimeline of(Snapshot before, List<RuleEvent> events) {
    List<Change> changes = new ArrayList<>();
    Snapshot current = before;
    List<RuleEvent> remaining = new ArrayList<>(events);
    while (!remaining.isEmpty()) {
      RuleEvent event = takeNext(remaining, current);
      Family family = event.rule().family();
      current = current.with(family, changed(current.rules(family), event));
      changes.add(new Change(event, current));
    }
    return new RuleTimeline(before, changes);
  }

  /**
   * Takes the next change; or, if that deletes a rule that does not exist yet, the one that adds
   * it. The kernel notifies one listener after the other: the first one may delete a rule before
   * the next one is notified that it was added.
   */
  private static RuleEvent takeNext(List<RuleEvent> remaining, Snapshot current) {
    RuleEvent next = remaining.getFirst();
    boolean isEarly =
        next.kind() == RuleEvent.Kind.DELETED
            && !current.rules(next.rule().family()).contains(next.rule());
    if (isEarly) {
      for (RuleEvent later : remaining) {
        if (later.kind() == RuleEvent.Kind.ADDED && later.rule().equals(next.rule())) {
          remaining.remove(later);
          return new RuleEvent(next.nanos(), later.kind(), later.rule(), later.portId());
        }
      }
    }
    return remaining.removeFirst();
  }

  private static List<Rule> changed(List<Rule> rules, RuleEvent event) {
    return switch (event.kind()) {
      case ADDED -> RuleList.withAdded(rules, event.rule());
      case DELETED -> {
        int place = rules.indexOf(event.rule());
        if (place < 0) {
          throw new IllegalArgumentException("deleted, but it never existed: " + event.rule());
        }
        yield RuleList.without(rules, place);
      }
    };
  }

  /** Returns the changes in their order. */
  public List<Change> changes() {
    return changes;
  }

  /** Returns the rules after the last change. */
  public Snapshot last() {
    return changes.isEmpty() ? before : changes.getLast().after();
  }

  /**
   * Returns the periods in which a rule of a VPN was ahead of Tailscale's lookup, ordered by their
   * start. An inversion that existed before the first change is not included: its start is unknown.
   */
  public List<Inversion> inversions(Policy policy) {
    List<Inversion> inversions = new ArrayList<>();
    for (Family family : Family.values()) {
      collect(family, policy, inversions);
    }
    inversions.sort((one, other) -> Long.compare(one.beginNanos(), other.beginNanos()));
    return inversions;
  }

  private void collect(Family family, Policy policy, List<Inversion> inversions) {
    boolean wasInverted = isInverted(before, family, policy);
    List<Change> period = new ArrayList<>();
    for (Change change : changes) {
      if (change.event().rule().family() != family) {
        continue;
      }
      boolean isInverted = isInverted(change.after(), family, policy);
      if (!period.isEmpty() || (isInverted && !wasInverted)) {
        period.add(change);
      }
      if (!isInverted && !period.isEmpty()) {
        inversions.add(new Inversion(period, Inversion.Outcome.REPAIRED));
        period.clear();
      }
      wasInverted = isInverted;
    }
    if (!period.isEmpty()) {
      inversions.add(new Inversion(period, Inversion.Outcome.ONGOING));
    }
  }

  /**
   * Whether a rule of a VPN is ahead of the first of Tailscale's lookups. A surplus companion
   * counts as a pending delete: until it is deleted, the repair is not finished.
   */
  public static boolean isInverted(Snapshot snapshot, Family family, Policy policy) {
    List<Rule> pendingDeletes = snapshot.rules(family);
    SavedState saved =
        new SavedState(
            List.of(), List.of(), pendingDeletes, List.of(), List.of(), List.of(), List.of());
    return !Ladder.of(snapshot, family, policy, saved).offenders().isEmpty();
  }
}
