package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What of an undoing has been decided and proven so far.
 *
 * <p>Adds go from the front to the rear: what a rule is to be behind of is there when it comes, so
 * that no capture is ever without its suppress rule. Deletes go from the rear to the front, as in a
 * repair. What Rulewarden invented goes last.
 *
 * @param redundant rules whose equal is at home already
 * @param owned rules that Rulewarden added and nobody needs any more
 */
record Homeward(Ladder ladder, List<Placement> placements, List<Rung> redundant, List<Rung> owned) {
  private static final Comparator<Placement> FRONT_FIRST =
      Comparator.comparingLong(placement -> placement.copy().priority());

  static Homeward nowhere(Ladder ladder) {
    return new Homeward(ladder, List.of(), List.of(), List.of());
  }

  /** With more; empty if that cannot be proven safe. */
  Optional<Homeward> with(List<Placement> more, List<Rung> moreRedundant) {
    List<Placement> all = joined(more, placements);
    all.sort(FRONT_FIRST);
    return new Homeward(ladder, all, joined(redundant, moreRedundant), owned).ifProven();
  }

  /** With the end of a rule of Rulewarden's own; empty if that cannot be proven safe. */
  Optional<Homeward> without(Rung own) {
    return new Homeward(ladder, placements, redundant, joined(owned, List.of(own))).ifProven();
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private Optional<Homeward> ifProven() {
    List<Step> steps = new ArrayList<>(plan(Verdict.nothingToDo(Order.RIGHT)).steps());
    List<Rule> invented = new ArrayList<>();
    for (Rung own : owned) {
      steps.add(new Step.Delete(own.rule(), Optional.empty()));
      invented.add(own.rule());
    }
    return Proof.objection(ladder, steps, List.of(), invented).isEmpty()
        ? Optional.of(this)
        : Optional.empty();
  }

  /** The plan for all but Rulewarden's own rules. */
  Plan plan(Verdict verdict) {
    List<Step.Add> adds = new ArrayList<>();
    for (Placement placement : placements) {
      if (!isThere(placement.copy())) {
        adds.add(new Step.Add(placement.copy()));
      }
    }
    List<Step.Delete> deletes = new ArrayList<>();
    for (Rung rung : ladder.rungs().reversed()) {
      Optional<Rule> copy = copyOf(rung);
      if (copy.isPresent() || redundant.contains(rung)) {
        deletes.add(new Step.Delete(rung.rule(), copy));
      }
    }
    return new Plan(ladder.family(), adds, deletes, verdict);
  }

  /** Whether an undoing that was interrupted has added a copy already. */
  private boolean isThere(Rule copy) {
    for (Rung rung : ladder.rungs()) {
      if (rung.rule().equals(copy)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the plan takes a rule away from where it stands. */
  boolean moves(Rung rung) {
    return redundant.contains(rung) || copyOf(rung).isPresent();
  }

  private Optional<Rule> copyOf(Rung rung) {
    for (Placement placement : placements) {
      if (placement.original().equals(rung)) {
        return Optional.of(placement.copy());
      }
    }
    return Optional.empty();
  }
}
