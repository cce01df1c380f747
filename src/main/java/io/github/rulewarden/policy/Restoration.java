package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
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
public final class Restoration {
  private static final Comparator<Step.Add> FRONT_FIRST =
      (one, other) -> Long.compare(one.rule().priority(), other.rule().priority());

  private final Ladder ladder;
  private final Memory memory;
  private final Band band;
  private final List<Step.Add> adds = new ArrayList<>();
  private final List<Rule> gone = new ArrayList<>();
  private final List<Restored> restored = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** The suppress rules that are there and will be the companions of captures that are put back. */
  private final List<Rung> promised = new ArrayList<>();

  /**
   * What makes these pairs of one family whole; pairs that are whole need nothing.
   *
   * @param memory by which the ladder's rules were recognised
   * @param pairs of the ladder's family
   */
  public Restoration(Ladder ladder, Memory memory, List<Whole> pairs, Policy policy) {
    this.ladder = ladder;
    this.memory = memory;
    this.band = new Band(ladder, policy.vpn().priorities());
    for (Whole pair : pairs) {
      restore(pair);
    }
    adds.sort(FRONT_FIRST);
    Optional<String> objection = Proof.objection(ladder, List.copyOf(adds), gone, List.of());
    if (objection.isPresent()) {
      for (Rule rule : gone) {
        refuse(rule, "putting it back could not be proven safe: " + objection.get());
      }
      adds.clear();
      restored.clear();
    }
  }

  /** Only adds; the verdict tells what cannot be put back, and why. */
  public Plan plan() {
    Order order = ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE;
    Verdict verdict = new Verdict(order, List.of(), List.of(), refusals);
    return new Plan(ladder.family(), adds, List.of(), verdict);
  }

  /** What there is to remember before the plan is carried out. */
  public List<Restored> restored() {
    return restored;
  }

  private void restore(Whole pair) {
    Optional<Rung> capture = find(pair.capture());
    if (capture.isEmpty()) {
      restoreBoth(pair);
    } else if (pair.companion().isPresent()) {
      restoreCompanion(pair, pair.companion().get(), capture.get());
    }
  }

  /** The rearmost rule that is equal but for its priority. */
  private Optional<Rung> find(Rule rule) {
    for (Rung rung : ladder.rungs().reversed()) {
      if (rung.rule().isSameElsewhere(rule)) {
        return Optional.of(rung);
      }
    }
    return Optional.empty();
  }

  private void restoreBoth(Whole pair) {
    if (pair.companion().isPresent() && isWaiting(pair.companion().get(), pair.capture())) {
      add(pair.capture(), pair.capture().priority(), pair);
      return;
    }
    Optional<Slot> slot = slotOf(pair).or(this::newSlot);
    if (slot.isEmpty()) {
      refuse(pair.capture(), band.lackOfRoom());
      return;
    }
    Optional<Rung> waiting = pair.companion().flatMap(own -> waiting(own, slot.get().capture()));
    waiting.ifPresent(promised::add);
    band.take(slot.get().suppress());
    if (pair.companion().isPresent() && waiting.isEmpty()) {
      add(pair.companion().get(), slot.get().suppress(), pair);
    }
    add(pair.capture(), slot.get().capture(), pair);
  }

  /**
   * The companion that a capture finds ahead of it if it is put back at {@code priority}: a purge
   * came between wg-quick's two and left the second. The next plan brings it along.
   */
  private Optional<Rung> waiting(Rule companion, long priority) {
    Optional<Rung> waiting = Optional.empty();
    for (Rung rung : ladder.rungs()) {
      if (rung.rule().priority() >= priority) {
        break;
      }
      if (Shapes.isSuppress(rung.rule())) {
        if (isFree(rung) && rung.rule().isSameElsewhere(companion)) {
          waiting = Optional.of(rung);
        }
      } else if (!rung.role().isVpn() && !rung.role().isTailscale()) {
        waiting = Optional.empty();
      }
    }
    return waiting;
  }

  /** Whether a suppress rule is no capture's, nor will be, and not known to be somebody's own. */
  private boolean isFree(Rung suppress) {
    return suppress.role() == Role.OTHER
        && !promised.contains(suppress)
        && !memory.independent().contains(suppress.rule());
  }

  /** Whether a companion stands where it stood, and its capture can come back. */
  private boolean isWaiting(Rule companion, Rule capture) {
    return companion.priority() < capture.priority()
        && find(companion).map(Rung::rule).equals(Optional.of(companion))
        && band.isOpen(capture.priority());
  }

  /** Where the pair stood, if both places can be had again. */
  private Optional<Slot> slotOf(Whole pair) {
    long capture = pair.capture().priority();
    long suppress = pair.companion().map(Rule::priority).orElse(capture - 1);
    return suppress < capture && band.isOpen(suppress) && band.isOpen(capture)
        ? Optional.of(new Slot(suppress, capture))
        : Optional.empty();
  }

  /** Ahead of the pairs that stand, as for a newer tunnel. */
  private Optional<Slot> newSlot() {
    Optional<List<Slot>> slots = Optional.empty();
    for (Rung rung : ladder.rungs()) {
      if (slots.isEmpty() && rung.role().isVpn() && band.contains(rung)) {
        slots = band.slotsBelow(rung.rule().priority(), 1);
      }
    }
    return slots.or(() -> band.slots(1)).map(List::getFirst);
  }

  private void restoreCompanion(Whole pair, Rule companion, Rung capture) {
    if (isAhead(companion, capture)) {
      return;
    }
    if (ladder.offends(capture)) {
      refuse(companion, "its capture `" + capture.rule() + "` is ahead of Tailscale itself");
      return;
    }
    Optional<Long> place = band.takePlaceFor(capture, ladder);
    if (place.isEmpty()) {
      refuse(companion, "there is no room for it in front of `" + capture.rule() + "`");
      return;
    }
    add(companion, place.get(), pair);
  }

  /** Whether the LAN is kept out of a capture, by whosever rule. */
  private boolean isAhead(Rule companion, Rung capture) {
    for (int place = 0; place < capture.place(); place++) {
      if (ladder.rungs().get(place).rule().isSameElsewhere(companion)) {
        return true;
      }
    }
    return false;
  }

  private void add(Rule rule, long priority, Whole pair) {
    band.take(priority);
    gone.add(rule);
    adds.add(new Step.Add(rule.at(priority)));
    restored.add(new Restored(rule.at(priority), pair.tunnel()));
  }

  private void refuse(Rule rule, String reason) {
    refusals.add(new Refusal(rule, reason));
  }
}
