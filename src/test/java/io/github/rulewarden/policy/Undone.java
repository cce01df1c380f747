package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Moved;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of rules whose moves are undone; each state on the way is checked, and what becomes
 * of it if that was the last.
 *
 * @param memory afterwards
 */
record Undone(Undoing undoing, Scenario end, Memory memory) {
  /** Of rules as somebody sees them who remembers. */
  static Undone of(Scenario seen) {
    Undoing undoing = new Undoing(seen.ladder(), seen.memory(), seen.policy());
    List<Scenario> states = Invariants.expectSafe(seen, undoing.plan());
    Memory interrupted = Recollection.of(seen.memory(), undoing);
    for (Scenario state : states) {
      Undone rest = finishing(state.remembering(interrupted));
      if (undoing.plan().verdict().refusals().isEmpty()
          && isForward(undoing.plan())
          && isWellKnown(seen.memory())) {
        expectSame(withoutOwned(states.getLast(), undoing), rest);
      }
    }
    Memory memory = Recollection.ofDone(interrupted, undoing);
    Scenario end = withoutOwned(states.getLast(), undoing).remembering(memory);
    Undone undone = new Undone(undoing, end, memory);
    undone.expectAllAccountedFor(seen);
    return undone;
  }

  private static Scenario withoutOwned(Scenario scenario, Undoing undoing) {
    List<Rule> rules = new ArrayList<>(scenario.rules());
    for (Rule own : undoing.owned()) {
      assertEquals(own, rules.get(RuleList.firstHit(rules, own)), "a twin would be hit");
      rules.remove(own);
    }
    return scenario.with(rules);
  }

  /**
   * Whether it can be told whose each suppress rule is: not among those of others', nor where a
   * repair was interrupted, too. Then one too many may stay, which does no harm.
   */
  private static boolean isWellKnown(Memory memory) {
    return memory.independent().isEmpty() && memory.leaving().isEmpty();
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
    Undoing rest = new Undoing(found.ladder(), found.memory(), found.policy());
    for (Scenario state : found.states(rest.plan())) {
      Invariants.expectForeignRulesUntouched(found.ladder(), state);
    }
    return new Undone(rest, withoutOwned(found.after(rest.plan()), rest), found.memory());
  }

  /** Whoever comes next, with the same journal, ends where this one would have ended. */
  private static void expectSame(Scenario end, Undone rest) {
    assertEquals(
        end.rules(), rest.end().rules(), () -> "by " + rest.undoing().plan() + rest.memory());
  }

  /** Each rule that was moved is where it came from, or it is said that it is not. */
  private void expectAllAccountedFor(Scenario seen) {
    for (Moved move : seen.memory().moves()) {
      boolean isThere = seen.rules().contains(move.rule());
      boolean isBack = end.rules().contains(move.rule().at(move.origin()));
      boolean isCompanion = Shapes.isSuppress(move.rule());
      assertTrue(!isThere || isBack || isCompanion || isSaid(move.rule()), () -> move + said());
    }
    Plan again = new Undoing(end.ladder(), end.memory(), end.policy()).plan();
    boolean isComplete = undoing.plan().verdict().refusals().isEmpty();
    assertTrue(again.isEmpty() || !isComplete, () -> again.commands() + " on\n" + end);
  }

  /** Other rules without those that Rulewarden had invented. */
  Scenario withoutOwned(Scenario other) {
    List<Rule> rules = new ArrayList<>(other.rules());
    rules.removeAll(undoing.owned());
    return other.with(rules);
  }

  /** Whether every rule that was moved is where it came from. */
  boolean isExact(Memory before) {
    for (Moved move : before.moves()) {
      if (!end.rules().contains(move.rule().at(move.origin()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSaid(Rule rule) {
    return undoing.remarks().stream().anyMatch(remark -> remark.startsWith("`" + rule + "`"));
  }

  private String said() {
    return " of\n" + end + undoing.remarks();
  }
}
