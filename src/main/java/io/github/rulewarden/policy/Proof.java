package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a plan may be interrupted anywhere: it touches the VPN's rules alone, each delete
 * hits the rule that is meant, none of the rules is lost, and between any two steps every packet is
 * decided as before the plan or as after it ({@link Precedence}).
 */
final class Proof {
  private static final long NOTHING = -1;

  private Proof() {}

  /** One clause on the first thing that is not safe; empty if everything is. */
  static Optional<String> objection(Ladder ladder, Plan plan) {
    List<Rule> gone = new ArrayList<>();
    List<Rule> own = new ArrayList<>();
    for (Intervention intervention : plan.interventions()) {
      switch (intervention) {
        case Intervention.PutBack(Rule rule, _) -> gone.add(rule);
        case Intervention.Remove(Rule rule) -> own.add(rule);
        case Intervention.Move _, Intervention.Drop _ -> {}
      }
    }
    return objection(ladder, plan.steps(), gone, own);
  }

  /**
   * The same for steps alone.
   *
   * @param gone rules of a VPN that are added though they are not there
   * @param own rules that only Rulewarden has a use for: nothing has to take their place
   */
  static Optional<String> objection(
      Ladder ladder, List<Step> steps, List<Rule> gone, List<Rule> own) {
    List<Rule> rules = relevant(ladder, steps);
    List<List<Rule>> states = new ArrayList<>();
    List<Rule> moved = new ArrayList<>();
    states.add(rules);
    for (Step step : steps) {
      boolean isAllowed =
          switch (step) {
            case Step.Add(Rule rule) -> isLeft(rule, gone);
            case Step.Delete(Rule rule, _) -> own.contains(rule);
          };
      if (!isAllowed && !isOfVpn(step, ladder)) {
        return Optional.of("`" + step.rule() + "` is not a VPN's rule");
      }
      moved.add(step.rule());
      switch (step) {
        case Step.Add(Rule rule) -> rules = RuleList.withAdded(rules, rule);
        case Step.Delete(Rule rule, _) -> {
          int hit = RuleList.firstHit(rules, rule);
          if (hit < 0 || !rules.get(hit).equals(rule)) {
            return Optional.of("deleting `" + rule + "` would not hit that rule");
          }
          rules = RuleList.without(rules, hit);
        }
      }
      states.add(rules);
    }
    for (Step step : steps) {
      if (!isLeft(step.rule(), rules) && !own.contains(step.rule())) {
        return Optional.of("nothing equal to `" + step.rule() + "` would be left");
      }
    }
    return Precedence.objection(states, moved);
  }

  /**
   * The rules that can make a difference. Of those that no step touches and no copy comes between,
   * one speaks for all: there may be ten thousand.
   */
  private static List<Rule> relevant(Ladder ladder, List<Step> steps) {
    List<Rule> relevant = new ArrayList<>();
    long spokenFor = NOTHING;
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      if (isLikeATouched(rule, steps)) {
        relevant.add(rule);
        spokenFor = NOTHING;
      } else if (spokenFor == NOTHING || isSplit(spokenFor, rule.priority(), steps)) {
        relevant.add(rule);
        spokenFor = rule.priority();
      }
    }
    return relevant;
  }

  /** Whether a rule may be, or be taken for, one that a step adds or deletes. */
  private static boolean isLikeATouched(Rule rule, List<Step> steps) {
    for (Step step : steps) {
      Rule touched = step.rule();
      if (touched.priority() == rule.priority() || touched.table() == rule.table()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step adds a rule behind those of one priority and ahead of those of another. */
  private static boolean isSplit(long ahead, long behind, List<Step> steps) {
    for (Step step : steps) {
      long priority = step.rule().priority();
      if (ahead <= priority && priority < behind) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLeft(Rule rule, List<Rule> rules) {
    for (Rule left : rules) {
      if (left.isSameElsewhere(rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfVpn(Step step, Ladder ladder) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.role().isVpn()) {
        boolean isTheOne =
            switch (step) {
              case Step.Add(Rule rule) -> entry.rule().isSameElsewhere(rule);
              case Step.Delete(Rule rule, _) -> entry.rule().equals(rule);
            };
        if (isTheOne) {
          return true;
        }
      }
    }
    return false;
  }
}
