package io.github.rulewarden.demo;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.RuleEvent;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;

/** Every state that the rules went through, as their changes tell. */
public final class RuleTimeline {
  /** One change, and the rules after it. */
  public record Moment(RuleEvent event, Snapshot after) {}

  private final Snapshot before;
  private final List<Moment> moments;

  private RuleTimeline(Snapshot before, List<Moment> moments) {
    this.before = before;
    this.moments = List.copyOf(moments);
  }

  /**
   * Applies the changes one by one, as the kernel did.
   *
   * @param before the rules before the first change; its links and routes are taken to stay
   * @throws IllegalArgumentException if a rule was deleted that was not there: a change is missing
   */
  public static RuleTimeline of(Snapshot before, List<RuleEvent> events) {
    List<Moment> moments = new ArrayList<>();
    Snapshot current = before;
    List<RuleEvent> left = new ArrayList<>(events);
    while (!left.isEmpty()) {
      RuleEvent event = takeNext(left, current);
      Family family = event.rule().family();
      current = current.with(family, changed(current.rules(family), event));
      moments.add(new Moment(event, current));
    }
    return new RuleTimeline(before, moments);
  }

  /**
   * The next change; or, where that deletes a rule that is not there yet, the one that adds it. The
   * kernel tells one listener after the other: who is told first may have answered an add before
   * the next is told of it.
   */
  private static RuleEvent takeNext(List<RuleEvent> left, Snapshot current) {
    RuleEvent next = left.getFirst();
    boolean isEarly =
        next.kind() == RuleEvent.Kind.DELETED
            && !current.rules(next.rule().family()).contains(next.rule());
    if (isEarly) {
      for (RuleEvent later : left) {
        if (later.kind() == RuleEvent.Kind.ADDED && later.rule().equals(next.rule())) {
          left.remove(later);
          return new RuleEvent(next.nanos(), later.kind(), later.rule(), later.portId());
        }
      }
    }
    return left.removeFirst();
  }

  private static List<Rule> changed(List<Rule> rules, RuleEvent event) {
    return switch (event.kind()) {
      case ADDED -> RuleList.withAdded(rules, event.rule());
      case DELETED -> {
        int place = rules.indexOf(event.rule());
        if (place < 0) {
          throw new IllegalArgumentException("deleted, but never there: " + event.rule());
        }
        yield RuleList.without(rules, place);
      }
    };
  }

  /** One for each change, in the order they happened. */
  public List<Moment> moments() {
    return moments;
  }

  /** The rules after the last change. */
  public Snapshot last() {
    return moments.isEmpty() ? before : moments.getLast().after();
  }

  /**
   * The stretches of time in which some rule of a VPN stood ahead of Tailscale's lookup, in the
   * order of their beginnings. An inversion that was there before the first change is not among
   * them: nobody saw it begin.
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
    List<Moment> stretch = new ArrayList<>();
    for (Moment moment : moments) {
      if (moment.event().rule().family() != family) {
        continue;
      }
      boolean isInverted = isInverted(moment.after(), family, policy);
      if (!stretch.isEmpty() || (isInverted && !wasInverted)) {
        stretch.add(moment);
      }
      if (!isInverted && !stretch.isEmpty()) {
        inversions.add(new Inversion(stretch, Inversion.Outcome.PUT_RIGHT));
        stretch.clear();
      }
      wasInverted = isInverted;
    }
    if (!stretch.isEmpty()) {
      inversions.add(new Inversion(stretch, Inversion.Outcome.STILL_THERE));
    }
  }

  /**
   * Whether some rule of a VPN stands ahead of the first of Tailscale's lookups. A companion too
   * many counts as one that is about to be deleted: until then the repair is not over.
   */
  public static boolean isInverted(Snapshot snapshot, Family family, Policy policy) {
    List<Rule> pendingDeletes = snapshot.rules(family);
    SavedState saved =
        new SavedState(
            List.of(), List.of(), pendingDeletes, List.of(), List.of(), List.of(), List.of());
    return !Ladder.of(snapshot, family, policy, saved).offenders().isEmpty();
  }
}
