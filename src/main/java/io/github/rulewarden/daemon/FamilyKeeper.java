package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Budget.Footprint;
import io.github.rulewarden.daemon.Views.View;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.policy.Detour;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Order;
import io.github.rulewarden.policy.Pair;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Rung;
import io.github.rulewarden.policy.Staleness;
import io.github.rulewarden.policy.Step;
import io.github.rulewarden.policy.Tunnels;
import io.github.rulewarden.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of one family, and what was done for it. */
final class FamilyKeeper {
  /** tailscaled puts its rules back 250 ms after one was deleted, in the worst case after 5 s. */
  private static final long HEALING_NANOS = 6_000_000_000L;

  private final Family family;
  private Policy policy;
  private Budget budget;
  private Views views;
  private View view;
  private Optional<String> failure = Optional.empty();
  private final List<String> steps = new ArrayList<>();
  private boolean isCarriedOut;

  /** When the hint was received that led to the first of these attempts; empty without one. */
  private Optional<Long> attemptedSince = Optional.empty();

  private Optional<String> leakStays = Optional.empty();
  private boolean wasInverted;
  private boolean hadLookup;

  /** Since when tailscaled's own lookup is missing, after it was there. */
  private Optional<Long> lookupMissing = Optional.empty();

  private long repairs;
  private long inversions;

  FamilyKeeper(Family family, Policy policy) {
    this.family = family;
    this.policy = policy;
    this.budget = new Budget(policy.budget());
    this.views = new Views(family, policy);
    this.view = views.of(Snapshot.EMPTY, Memory.NONE);
  }

  /** Goes by another policy from the next look on; what was counted stays. */
  void adopt(Policy newPolicy) {
    if (!newPolicy.budget().equals(policy.budget())) {
      budget = new Budget(newPolicy.budget());
    }
    policy = newPolicy;
    views = new Views(family, newPolicy);
    failure = Optional.empty();
  }

  /** What the last look came to. */
  View view() {
    return view;
  }

  /** An inversion that was not there at the look before. */
  record Sighting(Ladder ladder, Verdict verdict) {
    /**
     * In words, which take their time.
     *
     * @param lastAuthor who changed a rule last
     */
    Event event(Attribution attribution, Optional<Integer> lastAuthor) {
      String author = attribution.whoAdded(verdict.offenders(), lastAuthor);
      String reason = Sentences.inverted(ladder, verdict);
      return new Event.Inverted("", ladder.family(), reason, author);
    }
  }

  /** Looks at a new snapshot; tells of an inversion if there was none before. */
  Optional<Sighting> look(Snapshot snapshot, Memory memory, long nowNanos) {
    view = views.of(snapshot, memory);
    noteLookup(nowNanos);
    boolean isInverted = view.plan().verdict().order() == Order.INVERTED;
    boolean isNew = isInverted && !wasInverted;
    wasInverted = isInverted;
    if (!isInverted) {
      failure = Optional.empty();
    }
    if (!isNew) {
      return Optional.empty();
    }
    inversions++;
    return Optional.of(new Sighting(view.ladder(), view.plan().verdict()));
  }

  /** The time of the last look does not count, it may be minutes old: the first miss does. */
  private void noteLookup(long nowNanos) {
    if (view.ladder().hasPlainLookup()) {
      hadLookup = true;
      lookupMissing = Optional.empty();
    } else if (hadLookup && lookupMissing.isEmpty()) {
      lookupMissing = Optional.of(nowNanos);
    }
  }

  /** Whether Tailscale's lookup went so short a time ago that tailscaled may yet put it back. */
  boolean isHealing(long nowNanos) {
    return lookupMissing.isPresent()
        && nowNanos - lookupMissing.get() < HEALING_NANOS
        && Sentences.isTailscaleUp(view.snapshot(), policy);
  }

  /** When {@link #isHealing} ends, whatever happens; empty if it is not so. */
  Optional<Long> healedBy(long nowNanos) {
    return isHealing(nowNanos)
        ? lookupMissing.map(missing -> missing + HEALING_NANOS)
        : Optional.empty();
  }

  /** Notes how the kernel routes packets to peers; returns whether that is worth an alarm. */
  boolean learn(List<PeerRoute> answers) {
    view = view.with(answers);
    return Detour.of(view.ladder(), view.snapshot(), policy).isPresent();
  }

  Family family() {
    return family;
  }

  Ladder ladder() {
    return view.ladder();
  }

  Plan plan() {
    return view.plan();
  }

  Budget budget() {
    return budget;
  }

  boolean isInverted() {
    return wasInverted;
  }

  /**
   * Notes what an attempt to repair did, also if it did not get to its end.
   *
   * @param receivedNanos when the hint was received that led to this attempt
   */
  void acted(Outcome outcome, long receivedNanos) {
    if (attemptedSince.isEmpty()) {
      attemptedSince = Optional.of(receivedNanos);
    }
    steps.addAll(outcome.steps());
    isCarriedOut |= outcome instanceof Outcome.Done;
  }

  /** Notes why an attempt to repair did not get to its end; says so if that is new. */
  Optional<Event> failed(String reason) {
    Optional<String> before = failure;
    failure = Optional.of(reason);
    return before.equals(failure)
        ? Optional.empty()
        : Optional.of(new Event.Refused("", family, reason));
  }

  /**
   * Ends a round of attempts: a repair if something was done and the order, read back, is right. If
   * the rules are gone it is one only if a plan was carried out; else their owner was faster. Its
   * duration begins with the hint that led to the first attempt, also if several looks were needed
   * until the rules could be read back.
   */
  Optional<Event.Repaired> concluded(long nowNanos) {
    List<String> done = List.copyOf(steps);
    long durationNanos = nowNanos - attemptedSince.orElse(nowNanos);
    boolean isRepair = isCarriedOut || view.plan().verdict().order() == Order.RIGHT;
    steps.clear();
    isCarriedOut = false;
    attemptedSince = Optional.empty();
    if (done.isEmpty() || wasInverted || !isRepair) {
      return Optional.empty();
    }
    repairs++;
    leakIsOver();
    long durationMicros = Math.ceilDiv(durationNanos, 1000);
    return Optional.of(new Event.Repaired("", family, done, durationMicros));
  }

  /** Notes that moves were undone: an inversion that comes of it is what an operator wants. */
  void undone() {
    wasInverted = true;
  }

  /**
   * The offenders that {@code plan} moves, each with its tunnel: the one its table leads into, else
   * the youngest. An offender that stays was not repaired, so nobody can have undone it.
   */
  List<Footprint> footprints() {
    Tunnels tunnels = Tunnels.of(view.snapshot(), policy);
    List<Footprint> footprints = new ArrayList<>();
    for (Rule offender : view.plan().verdict().offenders()) {
      if (isMoved(offender)) {
        long table = tableOf(offender);
        int tunnel = tunnels.behind(table).map(Link::index).orElse(tunnels.youngest());
        footprints.add(Footprint.of(offender, tunnel));
      }
    }
    return footprints;
  }

  private boolean isMoved(Rule offender) {
    for (Step.Delete delete : view.plan().deletes()) {
      if (delete.rule().equals(offender)) {
        return true;
      }
    }
    return false;
  }

  private long tableOf(Rule offender) {
    for (Pair pair : view.ladder().pairs()) {
      if (pair.companion().map(Rung::rule).equals(Optional.of(offender))) {
        return pair.capture().rule().table();
      }
    }
    return offender.table();
  }

  /** Whether the kernel had no policy routing for this family at the last look. */
  boolean isAbsent() {
    return view.snapshot().isAbsent(family);
  }

  FamilyStatus status(Optional<String> impediment, String opponent, long nowNanos) {
    if (isAbsent()) {
      return status(State.IDLE, Sentences.absent(family));
    }
    if (isHealing(nowNanos)) {
      return calm(healingState(), Sentences.healing(policy), impediment);
    }
    return switch (view.plan().verdict().order()) {
      case NO_TAILSCALE -> settled(State.IDLE, noTailscale(), impediment);
      case NO_VPN -> settled(State.IDLE, Sentences.noVpn(), impediment);
      case RIGHT ->
          Sentences.isTailscaleUp(view.snapshot(), policy)
              ? settled(State.OK, right(), impediment)
              : settled(
                  State.IDLE, Sentences.tailscaleStopped(view.snapshot(), policy), impediment);
      case INVERTED -> inverted(impediment, opponent, nowNanos);
    };
  }

  /** The status when no repair is due or expected: degraded if the tailnet cannot be reached. */
  private FamilyStatus settled(State state, String reason, Optional<String> impediment) {
    Optional<Detour> detour = Detour.of(view.ladder(), view.snapshot(), policy);
    if (detour.isPresent()) {
      String sentence = Sentences.detour(detour.get(), view.ladder(), view.snapshot(), policy);
      return status(
          State.DEGRADED, impediment.isPresent() ? sentence + " " + impediment.get() : sentence);
    }
    return calm(state, reason, impediment);
  }

  private String noTailscale() {
    return view.ladder().rungs().isEmpty()
        ? Sentences.noRules(family)
        : Sentences.noTailscale(view.snapshot(), policy);
  }

  private State healingState() {
    return view.ladder().pairs().isEmpty() ? State.IDLE : State.OK;
  }

  private String right() {
    List<Rule> stale = Staleness.of(view.ladder(), view.snapshot(), policy);
    String order = Sentences.right(view.ladder());
    return stale.isEmpty() ? order : order + " " + Sentences.stale(stale.getFirst());
  }

  /** Notes why what is missing cannot be put back; says so if that is new. */
  Optional<Event> notRestored(String reason) {
    Optional<String> before = leakStays;
    leakStays = Optional.of(reason);
    return before.equals(leakStays)
        ? Optional.empty()
        : Optional.of(new Event.Refused("", family, reason));
  }

  /** Notes that nothing leaks: why it could not be mended is told no more. */
  void leakIsOver() {
    leakStays = Optional.empty();
  }

  /** The status while something of the VPN's leaks. */
  FamilyStatus leaking(String reason) {
    return status(State.LEAK, leakStays.map(why -> reason + " " + why).orElse(reason));
  }

  private FamilyStatus calm(State state, String reason, Optional<String> impediment) {
    return impediment.isPresent()
        ? status(State.DEGRADED, impediment.get())
        : status(state, reason);
  }

  private FamilyStatus inverted(Optional<String> impediment, String opponent, long nowNanos) {
    if (impediment.isEmpty() && policy.mode() == Mode.OBSERVE) {
      return status(State.INVERTED, seen() + " The mode is observe: nothing is changed.");
    }
    if (impediment.isEmpty() && !budget.allows(nowNanos)) {
      long seconds = Math.ceilDiv(budget.pausedUntil() - nowNanos, 1_000_000_000L);
      Rule offender = view.plan().verdict().offenders().getFirst();
      return status(State.CONTESTED, Sentences.contested(offender, opponent, seconds));
    }
    return setback(impediment)
        .map(reason -> status(State.DEGRADED, reason))
        .orElseGet(() -> status(State.INVERTED, seen()));
  }

  /** Why the order is not right although somebody commanded a repair, whatever the mode. */
  String complaint(Optional<String> impediment) {
    return setback(impediment).orElse(seen());
  }

  private String seen() {
    return Sentences.inverted(view.ladder(), view.plan().verdict());
  }

  private Optional<String> setback(Optional<String> impediment) {
    if (impediment.isPresent()) {
      return Optional.of(seen() + " " + impediment.get());
    }
    if (!view.plan().verdict().refusals().isEmpty()) {
      return Optional.of(Sentences.refused(view.plan().verdict().refusals().getFirst()));
    }
    return failure.map(reason -> seen() + " " + reason);
  }

  /** The status while the rules cannot be told. */
  FamilyStatus degraded(String reason) {
    return status(State.DEGRADED, reason);
  }

  private FamilyStatus status(State state, String reason) {
    return new FamilyStatus("", family, state, reason, repairs, inversions);
  }
}
