package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of {@link Reconciler#reconcile}: what started it, and what it has done so far. */
final class Round {
  private final Initiator initiator;
  private final long receivedNanos;
  private final Optional<Integer> author;
  private final List<Event> events = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private final List<Seen> inversions = new ArrayList<>();

  /** A new inversion, and the number of events that come before its own. */
  private record Seen(int place, NewInversion inversion) {}

  /**
   * A round that has not begun.
   *
   * @param receivedNanos when the first event was received that this round answers, {@link
   *     Clock#nanos()}
   * @param author the netlink port id that changed a rule last, if it is known
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

  void addSteps(List<String> done) {
    steps.addAll(done);
  }

  /** Notes an inversion. Its event is made later: it takes time to find out who caused it. */
  void saw(NewInversion inversion) {
    inversions.add(new Seen(events.size(), inversion));
  }

  /** Makes the events of the inversions, each before the events of what was done about it. */
  void describeInversions(Attribution attribution) {
    // From the last one on: the places of the others stay what they were.
    for (Seen seen : inversions.reversed()) {
      events.add(seen.place(), seen.inversion().event(attribution, author));
    }
    inversions.clear();
  }

  /** What happened, in order. */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** What was done, as {@code ip} commands. */
  List<String> steps() {
    return List.copyOf(steps);
  }
}
