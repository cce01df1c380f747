package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of {@link Reconciler#reconcile}: its cause and its results so far. */
final class Round {
  private final Initiator initiator;
  private final long receivedNanos;
  private final Optional<Integer> author;
  private final List<Event> events = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<PendingInversion> inversions = new ArrayList<>();

  /** A new inversion, and the number of events that precede its event. */
  private record PendingInversion(int place, NewInversion inversion) {}

  /**
   * Creates a round that has not begun.
   *
   * @param receivedNanos when the first event was received that this round handles, {@link
   *     Clock#nanos()}
   * @param author the netlink port id of the last change of a rule, if it is known
   */
  Round(Initiator initiator, long receivedNanos, Optional<Integer> author) {
    this.initiator = initiator;
    this.receivedNanos = receivedNanos;
    this.author = author;
  }

  Initiator initiator() {
    return initiator;
  }

  long receivedNanos() {
    return receivedNanos;
  }

  Optional<Integer> author() {
    return author;
  }

  void add(Event event) {
    events.add(event);
  }

  void addSteps(List<Step> done) {
    steps.addAll(done);
  }

  /**
   * Records an inversion. Its event is created after the repair, because attribution takes time.
   */
  void addInversion(NewInversion inversion) {
    inversions.add(new PendingInversion(events.size(), inversion));
  }

  /** Adds the events of the inversions, each before the events of its repair. */
  void describeInversions(Attribution attribution) {
    // In reverse order, so that the places of the others stay valid.
    for (PendingInversion pending : inversions.reversed()) {
      events.add(pending.place(), pending.inversion().event(attribution, author));
    }
    inversions.clear();
  }

  /** The events, in order. */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** The executed steps. */
  List<Step> steps() {
    return List.copyOf(steps);
  }
}
