package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.policy.classify.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a plan is safe even if it is interrupted after any step: it touches only the VPN's
 * rules, each delete hits the intended rule, no rule is lost, and after each step every packet is
 * decided as before the plan or as after it ({@link Precedence}).
 */
public final class Proof {
  private static final long NOTHING = -1;

  private Proof() {}

  /** The first violation; empty if the plan is safe. */
  public static Optional<Objection> objection(Ladder ladder, Plan plan) {
    List<Rule> missing = new ArrayList<>();
    List<Rule> own = new ArrayList<>();
    for (Intervention intervention : plan.interventions()) {
      switch (intervention) {
        case Intervention.PutBack(Rule rule, _) -> missing.add(rule);
        case Intervention.Remove(Rule rule) -> own.add(rule);
        case Intervention.Move _, Intervention.Drop _ -> {}
      }
    }
    return objection(ladder, plan.steps(), missing, own);
  }

  /**
   * The proof for steps alone.
   *
   * @param missing rules of a VPN that do not exist and are restored
   * @param own rules that only Rulewarden needed; they need no substitute
   */
  public static Optional<Objection> objection(
      Ladder ladder, List<Step> steps, List<Rule> missing, List<Rule> own) {
    List<Rule> rules = relevant(ladder, steps);
    List<List<Rule>> states = new ArrayList<>();
    List<Rule> moved = new ArrayList<>();
    states.add(rules);
    for (Step step : steps) {
      boolean isAllowed =
          switch (step) {
            case Step.Add(Rule rule) -> containsEqual(rule, missing);
            case Step.Delete(Rule rule, _) -> own.contains(rule);
          };
      if (!isAllowed && !isOfVpn(step, ladder)) {
        return Optional.of(new Objection.NotOfVpn(step.rule()));
      }
      moved.add(step.rule());
      switch (step) {
        case Step.Add(Rule rule) -> rules = RuleList.withAdded(rules, rule);
        case Step.Delete(Rule rule, _) -> {
          int hit = RuleList.firstHit(rules, rule);
          if (hit < 0 || !rules.get(hit).equals(rule)) {
            return Optional.of(new Objection.DeleteMisses(rule));
          }
          rules = RuleList.without(rules, hit);
        }
      }
      states.add(rules);
    }
    for (Step step : steps) {
      if (!containsEqual(step.rule(), rules) && !own.contains(step.rule())) {
        return Optional.of(new Objection.IsLost(step.rule()));
      }
    }
    return Precedence.objection(states, moved);
  }

  /**
   * The rules that matter for the proof. A block of untouched rules into which no rule is added is
   * represented by its first rule, because there may be ten thousand of them.
   */
  private static List<Rule> relevant(Ladder ladder, List<Step> steps) {
    List<Rule> relevant = new ArrayList<>();
    long represented = NOTHING;
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      if (mayBeTouched(rule, steps)) {
        relevant.add(rule);
        represented = NOTHING;
      } else if (represented == NOTHING || isSplit(represented, rule.priority(), steps)) {
        relevant.add(rule);
        represented = rule.priority();
      }
    }
    return relevant;
  }

  /** Whether a rule may be, or may be mistaken for, one that a step adds or deletes. */
  private static boolean mayBeTouched(Rule rule, List<Step> steps) {
    for (Step step : steps) {
      Rule touched = step.rule();
      if (touched.priority() == rule.priority() || touched.table() == rule.table()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step adds or deletes a rule between two priorities. */
  private static boolean isSplit(long ahead, long behind, List<Step> steps) {
    for (Step step : steps) {
      long priority = step.rule().priority();
      if (ahead <= priority && priority < behind) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsEqual(Rule rule, List<Rule> rules) {
    for (Rule other : rules) {
      if (other.isSameElsewhere(rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfVpn(Step step, Ladder ladder) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.role().isVpn()) {
        boolean isMatch =
            switch (step) {
              case Step.Add(Rule rule) -> entry.rule().isSameElsewhere(rule);
              case Step.Delete(Rule rule, _) -> entry.rule().equals(rule);
            };
        if (isMatch) {
          return true;
        }
      }
    }
    return false;
  }
}
