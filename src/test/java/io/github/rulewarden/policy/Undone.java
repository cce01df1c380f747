package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of rules whose moves are undone; each state on the way is checked, and what becomes
 * of it if that was the last.
 *
 * @param saved afterwards
 */
record Undone(UndoPlanner undo, Scenario end, SavedState saved) {
  /** Of rules as somebody sees them who remembers. */
  static Undone of(Scenario seen) {
    UndoPlanner undo = new UndoPlanner(seen.ladder(), seen.saved(), seen.policy());
    List<Scenario> states = Invariants.expectSafe(seen, undo.plan());
    SavedState interrupted = StateUpdates.planned(seen.saved(), seen.ladder(), undo.plan());
    for (Scenario state : states) {
      Undone rest = finishing(state.remembering(interrupted));
      if (undo.plan().verdict().refusals().isEmpty()
          && isForward(undo.plan())
          && isWellKnown(seen.saved())) {
        expectSame(states.getLast(), rest);
      }
    }
    SavedState saved = StateUpdates.executed(interrupted, undo.plan());
    Scenario end = states.getLast().remembering(saved);
    Undone undone = new Undone(undo, end, saved);
    undone.expectAllAccountedFor(seen);
    return undone;
  }

  /**
   * Whether it can be told whose each suppress rule is: not among those of others', nor where a
   * repair was interrupted, too. Then one too many may stay, which does no harm.
   */
  private static boolean isWellKnown(SavedState saved) {
    return saved.independent().isEmpty() && saved.pendingDeletes().isEmpty();
  }

  /** Whether all goes to the front; nobody but a test moves captures from behind main. */
  private static boolean isForward(Plan plan) {
    for (Step.Delete delete : plan.deletes()) {
      if (delete.copy().map(Rule::priority).orElse(0L) > delete.rule().priority()) {
        return false;
      }
    }
    return true;
  }

  private static Undone finishing(Scenario found) {
    UndoPlanner rest = new UndoPlanner(found.ladder(), found.saved(), found.policy());
    Plan plan = rest.plan();
    for (Scenario state : found.states(plan)) {
      Invariants.expectForeignRulesUntouched(found.ladder(), plan, state);
    }
    return new Undone(rest, found.after(rest.plan()), found.saved());
  }

  /** Whoever comes next, with the same journal, ends where this one would have ended. */
  private static void expectSame(Scenario end, Undone rest) {
    assertEquals(end.rules(), rest.end().rules(), () -> "by " + rest.undo().plan() + rest.saved());
  }

  /** Each rule that was moved is where it came from, or it is said that it is not. */
  private void expectAllAccountedFor(Scenario seen) {
    for (MovedRule move : seen.saved().moves()) {
      boolean isThere = seen.rules().contains(move.rule());
      boolean isBack = end.rules().contains(move.rule().at(move.origin()));
      boolean isCompanion = RuleClassifier.isSuppress(move.rule());
      assertTrue(!isThere || isBack || isCompanion || isSaid(move.rule()), () -> move + said());
    }
    Plan again = new UndoPlanner(end.ladder(), end.saved(), end.policy()).plan();
    boolean isComplete = undo.plan().verdict().refusals().isEmpty();
    assertTrue(again.isEmpty() || !isComplete, () -> again.commands() + " on\n" + end);
  }

  /** Other rules without those that Rulewarden had invented. */
  Scenario withoutOwned(Scenario other) {
    List<Rule> rules = new ArrayList<>(other.rules());
    for (Intervention intervention : undo.plan().interventions()) {
      if (intervention instanceof Intervention.Remove(Rule own)) {
        rules.remove(own);
      }
    }
    return other.with(rules);
  }

  /** Whether every rule that was moved is where it came from. */
  boolean isExact(SavedState before) {
    for (MovedRule move : before.moves()) {
      if (!end.rules().contains(move.rule().at(move.origin()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSaid(Rule rule) {
    return undo.remarks().stream().anyMatch(remark -> remark.startsWith("`" + rule + "`"));
  }

  private String said() {
    return " of\n" + end + undo.remarks();
  }
}
