package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.RuleClassifier;
import io.github.rulewarden.policy.plan.Intervention;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Remark;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.policy.planner.UndoPlanner;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.StepText;
import java.util.ArrayList;
import java.util.List;

/**
 * A complete undo. Each state is checked, and also the undo that follows if the process dies in
 * that state.
 *
 * @param saved the saved state afterwards
 */
public record CheckedUndo(UndoPlanner undo, Scenario end, SavedState saved) {
  /** Undoes the moves that a scenario's saved state records. */
  public static CheckedUndo of(Scenario seen) {
    UndoPlanner undo = new UndoPlanner(seen.ladder(), seen.saved(), seen.policy());
    List<Scenario> states = Invariants.expectSafe(seen, undo.plan());
    SavedState interrupted = StateUpdates.planned(seen.saved(), seen.ladder(), undo.plan());
    for (Scenario state : states) {
      CheckedUndo rest = finishing(state.remembering(interrupted));
      if (undo.plan().verdict().refusals().isEmpty()
          && isForward(undo.plan())
          && areOwnersKnown(seen.saved())) {
        expectSame(states.getLast(), rest);
      }
    }
    SavedState saved = StateUpdates.executed(interrupted, undo.plan());
    Scenario end = states.getLast().remembering(saved);
    CheckedUndo undone = new CheckedUndo(undo, end, saved);
    undone.expectAllAccountedFor(seen);
    return undone;
  }

  /**
   * Whether the owner of each suppress rule is known. The owner is unknown if independent rules
   * exist or a repair was interrupted; then one redundant rule may stay, which does no harm.
   */
  private static boolean areOwnersKnown(SavedState saved) {
    return saved.independent().isEmpty() && saved.pendingDeletes().isEmpty();
  }

  /** Whether all moves go to the front; only tests move captures from behind main. */
  private static boolean isForward(Plan plan) {
    for (Step.Delete delete : plan.deletes()) {
      if (delete.copy().map(Rule::priority).orElse(0L) > delete.rule().priority()) {
        return false;
      }
    }
    return true;
  }

  private static CheckedUndo finishing(Scenario found) {
    UndoPlanner rest = new UndoPlanner(found.ladder(), found.saved(), found.policy());
    Plan plan = rest.plan();
    for (Scenario state : found.states(plan)) {
      Invariants.expectForeignRulesUntouched(found.ladder(), plan, state);
    }
    return new CheckedUndo(rest, found.after(rest.plan()), found.saved());
  }

  /** The next process, with the same saved state, reaches the same end. */
  private static void expectSame(Scenario end, CheckedUndo rest) {
    assertEquals(end.rules(), rest.end().rules(), () -> "by " + rest.undo().plan() + rest.saved());
  }

  /** Each moved rule is at its origin, or a remark mentions it. */
  private void expectAllAccountedFor(Scenario seen) {
    for (MovedRule move : seen.saved().moves()) {
      boolean isThere = seen.rules().contains(move.rule());
      boolean isBack = end.rules().contains(move.rule().at(move.origin()));
      boolean isCompanion = RuleClassifier.isSuppress(move.rule());
      assertTrue(
          !isThere || isBack || isCompanion || isMentioned(move.rule()), () -> move + mentioned());
    }
    Plan again = new UndoPlanner(end.ladder(), end.saved(), end.policy()).plan();
    boolean isComplete = undo.plan().verdict().refusals().isEmpty();
    assertTrue(
        again.isEmpty() || !isComplete, () -> StepText.commands(again.steps()) + " on\n" + end);
  }

  /** Returns the rules of another scenario without Rulewarden's own. */
  Scenario withoutOwned(Scenario other) {
    List<Rule> rules = new ArrayList<>(other.rules());
    for (Intervention intervention : undo.plan().interventions()) {
      if (intervention instanceof Intervention.Remove(Rule own)) {
        rules.remove(own);
      }
    }
    return other.with(rules);
  }

  /** Whether every moved rule is at its origin. */
  boolean isExact(SavedState before) {
    for (MovedRule move : before.moves()) {
      if (!end.rules().contains(move.rule().at(move.origin()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isMentioned(Rule rule) {
    for (Remark remark : undo.remarks()) {
      Rule mentioned =
          switch (remark) {
            case Remark.Stays(Refusal refusal) -> refusal.rule();
            case Remark.IsUnrecorded(Rule unrecorded) -> unrecorded;
            case Remark.GoesElsewhere(Rule moved, _, _) -> moved;
          };
      if (mentioned.equals(rule)) {
        return true;
      }
    }
    return false;
  }

  private String mentioned() {
    return " of\n" + end + undo.remarks();
  }
}
