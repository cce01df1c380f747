package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.classify.RuleClassifier;
import io.github.rulewarden.policy.plan.Intervention.PutBack;
import io.github.rulewarden.policy.plan.Objection;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Proof;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Verdict;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Restores the missing rules of pairs that were intact: at their old priority if that is behind
 * Tailscale's lookup and still free, else where a moved pair would be put.
 *
 * <p>Rules are added from the front to the rear, so that each companion is added before its
 * capture: a capture without a companion would take LAN traffic.
 */
public final class RestorePlanner {
  private static final Comparator<PutBack> FRONT_FIRST =
      Comparator.comparingLong(back -> back.rule().priority());

  private final Ladder ladder;
  private final SavedState saved;
  private final PriorityRange range;
  private final List<PutBack> interventions = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** Existing suppress rules that become the companions of restored captures. */
  private final List<Ladder.Entry> reused = new ArrayList<>();

  /**
   * Plans the restoration of these pairs; intact pairs need nothing.
   *
   * @param saved the saved state with which the ladder was classified
   * @param pairs of the ladder's family
   */
  public RestorePlanner(Ladder ladder, SavedState saved, List<IntactPair> pairs, Policy policy) {
    this.ladder = ladder;
    this.saved = saved;
    this.range = new PriorityRange(ladder, policy.vpn().priorities());
    for (IntactPair pair : pairs) {
      restore(pair);
    }
    interventions.sort(FRONT_FIRST);
    Optional<Objection> objection = Proof.objection(ladder, plan());
    if (objection.isPresent()) {
      for (PutBack back : interventions) {
        refuse(back.rule(), new Refusal.Reason.RestorationIsUnproven(objection.get()));
      }
      interventions.clear();
    }
  }

  /**
   * The plan consists of adds only; its verdict lists the rules that cannot be restored, with
   * reasons.
   */
  public Plan plan() {
    Order order = ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE;
    Verdict verdict = new Verdict(order, List.of(), List.of(), refusals);
    return Plan.of(ladder, Plan.Purpose.RESTORE, interventions, verdict);
  }

  private void restore(IntactPair pair) {
    Optional<Ladder.Entry> capture = find(pair.capture());
    if (capture.isEmpty()) {
      restoreBoth(pair);
    } else if (pair.companion().isPresent()) {
      restoreCompanion(pair, pair.companion().get(), capture.get());
    }
  }

  /** The last rule that differs only in priority. */
  private Optional<Ladder.Entry> find(Rule rule) {
    for (Ladder.Entry entry : ladder.entries().reversed()) {
      if (entry.rule().isSameElsewhere(rule)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private void restoreBoth(IntactPair pair) {
    if (pair.companion().isPresent() && isWaiting(pair.companion().get(), pair.capture())) {
      add(pair.capture(), pair.capture().priority(), pair);
      return;
    }
    Optional<PrioritySlot> slot = slotOf(pair).or(this::newSlot);
    if (slot.isEmpty()) {
      refuse(pair.capture(), range.noFreePriority());
      return;
    }
    Optional<Ladder.Entry> waiting =
        pair.companion().flatMap(own -> waiting(own, slot.get().capture()));
    waiting.ifPresent(reused::add);
    range.reserve(slot.get().suppress());
    if (pair.companion().isPresent() && waiting.isEmpty()) {
      add(pair.companion().get(), slot.get().suppress(), pair);
    }
    add(pair.capture(), slot.get().capture(), pair);
  }

  /**
   * An existing suppress rule that becomes the companion of a capture that is restored at {@code
   * priority}: a flush ran between wg-quick's two adds and left the second rule. The next plan
   * moves it to its capture.
   */
  private Optional<Ladder.Entry> waiting(Rule companion, long priority) {
    Optional<Ladder.Entry> waiting = Optional.empty();
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().priority() >= priority) {
        break;
      }
      if (RuleClassifier.isSuppress(entry.rule())) {
        if (isFree(entry) && entry.rule().isSameElsewhere(companion)) {
          waiting = Optional.of(entry);
        }
      } else if (!entry.role().isVpn() && !entry.role().isTailscale()) {
        waiting = Optional.empty();
      }
    }
    return waiting;
  }

  /** Whether a suppress rule belongs to no capture and is not known to be independent. */
  private boolean isFree(Ladder.Entry suppress) {
    return suppress.role() == Role.OTHER
        && !reused.contains(suppress)
        && !saved.independent().contains(suppress.rule());
  }

  /** Whether a companion still stands at its old place and its capture can be restored. */
  private boolean isWaiting(Rule companion, Rule capture) {
    return companion.priority() < capture.priority()
        && find(companion).map(Ladder.Entry::rule).equals(Optional.of(companion))
        && range.isAvailable(capture.priority());
  }

  /** The old priorities of the pair, if both are available. */
  private Optional<PrioritySlot> slotOf(IntactPair pair) {
    long capture = pair.capture().priority();
    long suppress = pair.companion().map(Rule::priority).orElse(capture - 1);
    return suppress < capture && range.isAvailable(suppress) && range.isAvailable(capture)
        ? Optional.of(new PrioritySlot(suppress, capture))
        : Optional.empty();
  }

  /** A slot ahead of the pairs in the range, as for a newer tunnel. */
  private Optional<PrioritySlot> newSlot() {
    Optional<List<PrioritySlot>> slots = Optional.empty();
    for (Ladder.Entry entry : ladder.entries()) {
      if (slots.isEmpty() && entry.role().isVpn() && range.contains(entry)) {
        slots = range.slotsBelow(entry.rule().priority(), 1);
      }
    }
    return slots.or(() -> range.slots(1)).map(List::getFirst);
  }

  private void restoreCompanion(IntactPair pair, Rule companion, Ladder.Entry capture) {
    if (isAhead(companion, capture)) {
      return;
    }
    if (ladder.offends(capture)) {
      refuse(companion, new Refusal.Reason.CaptureIsAhead(capture.rule()));
      return;
    }
    Optional<Long> place = range.reserveFor(capture, ladder);
    if (place.isEmpty()) {
      refuse(companion, new Refusal.Reason.NoPriorityAheadOf(capture.rule()));
      return;
    }
    add(companion, place.get(), pair);
  }

  /** Whether a rule of any owner keeps LAN traffic out of a capture. */
  private boolean isAhead(Rule companion, Ladder.Entry capture) {
    for (int place = 0; place < capture.place(); place++) {
      if (ladder.entries().get(place).rule().isSameElsewhere(companion)) {
        return true;
      }
    }
    return false;
  }

  private void add(Rule rule, long priority, IntactPair pair) {
    range.reserve(priority);
    interventions.add(new PutBack(rule.at(priority), pair.tunnel()));
  }

  private void refuse(Rule rule, Refusal.Reason reason) {
    refusals.add(new Refusal(rule, reason));
  }
}
