package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done to the rules of one family: first every add, then, once all of them are
 * acknowledged, the deletes in their order.
 */
public record Plan(Family family, List<Step.Add> adds, List<Step.Delete> deletes, Verdict verdict) {
  public Plan {
    adds = List.copyOf(adds);
    deletes = List.copyOf(deletes);
  }

  static Plan nothing(Family family, Verdict verdict) {
    return new Plan(family, List.of(), List.of(), verdict);
  }

  /** Whether there is nothing to do; perhaps because it was refused. */
  public boolean isEmpty() {
    return adds.isEmpty() && deletes.isEmpty();
  }

  /** The steps in the order they are done. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>(adds.size() + deletes.size());
    steps.addAll(adds);
    steps.addAll(deletes);
    return steps;
  }

  /** The {@code ip(8)} commands that do the same, in order. */
  public List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (Step step : steps()) {
      commands.add(step.command());
    }
    return commands;
  }
}
