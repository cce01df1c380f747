package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Intervention.Drop;
import io.github.rulewarden.policy.Intervention.Move;
import io.github.rulewarden.policy.Intervention.PutBack;
import io.github.rulewarden.policy.Intervention.Remove;
import io.github.rulewarden.policy.Step.Substitute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be done to the rules of one family, and how: first every add, then, once all of them
 * are acknowledged, the deletes in their order.
 *
 * @param interventions in the order in which they add rules
 */
public record Plan(
    Family family,
    Purpose purpose,
    List<Intervention> interventions,
    List<Step.Add> adds,
    List<Step.Delete> deletes,
    Verdict verdict) {
  /** Why rules are changed. */
  public enum Purpose {
    /** The VPN's rules go behind Tailscale's. */
    ORDER,
    /** What somebody else deleted comes back. */
    RESTORE,
    /** What Rulewarden added and nobody needs any more goes. */
    CLEAN_UP,
    /** What Rulewarden moved goes back to where it came from. */
    UNDO
  }

  private static final Comparator<Ladder.Entry> REAR_FIRST =
      Comparator.comparingInt(Ladder.Entry::place).reversed();

  public Plan {
    interventions = List.copyOf(interventions);
    adds = List.copyOf(adds);
    deletes = List.copyOf(deletes);
  }

  static Plan nothing(Family family, Purpose purpose, Verdict verdict) {
    return new Plan(family, purpose, List.of(), List.of(), List.of(), verdict);
  }

  /**
   * The plan that consists of these interventions. Rules are deleted from the rear to the front:
   * each capture goes before its companion, so that it never stands without, and older tunnels'
   * rules go before newer ones', so that the newest stays first. A companion goes before the
   * captures ahead of it: without them it would decide for packets that were theirs. And as long as
   * something is left to do a rule stands ahead of Tailscale's, so that the next look finds it.
   * What only Rulewarden has a use for goes last.
   *
   * @param interventions in the order in which they add rules
   */
  static Plan of(
      Ladder ladder, Purpose purpose, List<? extends Intervention> interventions, Verdict verdict) {
    List<Step.Add> adds = new ArrayList<>();
    List<Step.Delete> own = new ArrayList<>();
    List<Ladder.Entry> leaving = new ArrayList<>();
    for (Intervention intervention : interventions) {
      switch (intervention) {
        case Move(Ladder.Entry original, Rule copy) -> {
          if (!ladder.holds(copy)) {
            adds.add(new Step.Add(copy));
          }
          add(original, leaving);
        }
        case Drop(Ladder.Entry duplicate) -> add(duplicate, leaving);
        case PutBack(Rule rule, _) -> adds.add(new Step.Add(rule));
        case Remove(Rule rule) -> own.add(new Step.Delete(rule, new Substitute.Nothing()));
      }
    }
    leaving.sort(REAR_FIRST);
    List<Step.Delete> deletes = new ArrayList<>();
    for (Ladder.Entry entry : leaving) {
      deletes.add(new Step.Delete(entry.rule(), substitute(entry, interventions)));
    }
    deletes.addAll(own);
    return new Plan(ladder.family(), purpose, List.copyOf(interventions), adds, deletes, verdict);
  }

  private static void add(Ladder.Entry entry, List<Ladder.Entry> leaving) {
    if (!leaving.contains(entry)) {
      leaving.add(entry);
    }
  }

  private static Substitute substitute(
      Ladder.Entry leaving, List<? extends Intervention> interventions) {
    for (Intervention intervention : interventions) {
      if (intervention instanceof Move(Ladder.Entry original, Rule copy)
          && original.equals(leaving)) {
        return new Substitute.Copy(copy);
      }
    }
    return new Substitute.Equal();
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
