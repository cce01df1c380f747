package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Intervention.PutBack;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts back what is missing of pairs that were whole: to where it stood, if that is behind
 * Tailscale's lookup and still free, else to where a moved pair would go.
 *
 * <p>From the front to the rear, so that each companion comes before its capture: a capture without
 * it would take the LAN's traffic.
 */
public final class RestorePlanner {
  private static final Comparator<PutBack> FRONT_FIRST =
      Comparator.comparingLong(back -> back.rule().priority());

  private final Ladder ladder;
  private final SavedState saved;
  private final PriorityRange range;
  private final List<PutBack> interventions = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** The suppress rules that are there and will be the companions of captures that are put back. */
  private final List<Ladder.Entry> promised = new ArrayList<>();

  /**
   * What makes these pairs of one family intact; pairs that are whole need nothing.
   *
   * @param saved by which the ladder's rules were recognised
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
    Optional<String> objection = Proof.objection(ladder, plan());
    if (objection.isPresent()) {
      for (PutBack back : interventions) {
        refuse(back.rule(), "putting it back could not be proven safe: " + objection.get());
      }
      interventions.clear();
    }
  }

  /** Only adds; the verdict tells what cannot be put back, and why. */
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

  /** The rearmost rule that is equal but for its priority. */
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
      refuse(pair.capture(), range.lackOfRoom());
      return;
    }
    Optional<Ladder.Entry> waiting =
        pair.companion().flatMap(own -> waiting(own, slot.get().capture()));
    waiting.ifPresent(promised::add);
    range.take(slot.get().suppress());
    if (pair.companion().isPresent() && waiting.isEmpty()) {
      add(pair.companion().get(), slot.get().suppress(), pair);
    }
    add(pair.capture(), slot.get().capture(), pair);
  }

  /**
   * The companion that a capture finds ahead of it if it is put back at {@code priority}: a purge
   * came between wg-quick's two and left the second. The next plan brings it along.
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

  /** Whether a suppress rule is no capture's, nor will be, and not known to be somebody's own. */
  private boolean isFree(Ladder.Entry suppress) {
    return suppress.role() == Role.OTHER
        && !promised.contains(suppress)
        && !saved.independent().contains(suppress.rule());
  }

  /** Whether a companion stands where it stood, and its capture can come back. */
  private boolean isWaiting(Rule companion, Rule capture) {
    return companion.priority() < capture.priority()
        && find(companion).map(Ladder.Entry::rule).equals(Optional.of(companion))
        && range.isOpen(capture.priority());
  }

  /** Where the pair stood, if both places can be had again. */
  private Optional<PrioritySlot> slotOf(IntactPair pair) {
    long capture = pair.capture().priority();
    long suppress = pair.companion().map(Rule::priority).orElse(capture - 1);
    return suppress < capture && range.isOpen(suppress) && range.isOpen(capture)
        ? Optional.of(new PrioritySlot(suppress, capture))
        : Optional.empty();
  }

  /** Ahead of the pairs that stand, as for a newer tunnel. */
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
      refuse(companion, "its capture `" + capture.rule() + "` is ahead of Tailscale itself");
      return;
    }
    Optional<Long> place = range.takePlaceFor(capture, ladder);
    if (place.isEmpty()) {
      refuse(companion, "there is no room for it in front of `" + capture.rule() + "`");
      return;
    }
    add(companion, place.get(), pair);
  }

  /** Whether the LAN is kept out of a capture, by whosever rule. */
  private boolean isAhead(Rule companion, Ladder.Entry capture) {
    for (int place = 0; place < capture.place(); place++) {
      if (ladder.entries().get(place).rule().isSameElsewhere(companion)) {
        return true;
      }
    }
    return false;
  }

  private void add(Rule rule, long priority, IntactPair pair) {
    range.take(priority);
    interventions.add(new PutBack(rule.at(priority), pair.tunnel()));
  }

  private void refuse(Rule rule, String reason) {
    refusals.add(new Refusal(rule, reason));
  }
}
