package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Intervention.Drop;
import io.github.rulewarden.policy.plan.Intervention.Move;
import io.github.rulewarden.policy.plan.Intervention.PutBack;
import io.github.rulewarden.policy.plan.Intervention.Remove;
import io.github.rulewarden.policy.plan.Step.Substitute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The changes to the rules of one family: first all adds and then, when all of them are
 * acknowledged, the deletes in their order.
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
    /** Move the VPN's rules behind Tailscale's. */
    ORDER,
    /** Restore rules that another program deleted. */
    RESTORE,
    /** Remove rules that Rulewarden added and that are no longer needed. */
    CLEAN_UP,
    /** Move rules back to where Rulewarden moved them from. */
    UNDO
  }

  private static final Comparator<Ladder.Entry> REAR_FIRST =
      Comparator.comparingInt(Ladder.Entry::place).reversed();

  public Plan {
    interventions = List.copyOf(interventions);
    adds = List.copyOf(adds);
    deletes = List.copyOf(deletes);
  }

  public static Plan nothing(Family family, Purpose purpose, Verdict verdict) {
    return new Plan(family, purpose, List.of(), List.of(), List.of(), verdict);
  }

  /**
   * The plan that consists of these interventions. Rules are deleted from the rear to the front.
   * Each capture is deleted before its companion, so that it never stands without one. Older
   * tunnels' rules are deleted before newer ones', so that the newest tunnel stays first. A
   * companion is deleted before the captures ahead of it, because without them it would decide for
   * their packets. As long as something is left to do, a rule stands ahead of Tailscale's, so that
   * the next round finds it. Rules that only Rulewarden needed are deleted last.
   *
   * @param interventions in the order in which they add rules
   */
  public static Plan of(
      Ladder ladder, Purpose purpose, List<? extends Intervention> interventions, Verdict verdict) {
    List<Step.Add> adds = new ArrayList<>();
    List<Step.Delete> own = new ArrayList<>();
    List<Ladder.Entry> deleted = new ArrayList<>();
    for (Intervention intervention : interventions) {
      switch (intervention) {
        case Move(Ladder.Entry original, Rule copy) -> {
          if (!ladder.holds(copy)) {
            adds.add(new Step.Add(copy));
          }
          add(original, deleted);
        }
        case Drop(Ladder.Entry duplicate) -> add(duplicate, deleted);
        case PutBack(Rule rule, _) -> adds.add(new Step.Add(rule));
        case Remove(Rule rule) -> own.add(new Step.Delete(rule, new Substitute.Nothing()));
      }
    }
    deleted.sort(REAR_FIRST);
    List<Step.Delete> deletes = new ArrayList<>();
    for (Ladder.Entry entry : deleted) {
      deletes.add(new Step.Delete(entry.rule(), substitute(entry, interventions)));
    }
    deletes.addAll(own);
    return new Plan(ladder.family(), purpose, List.copyOf(interventions), adds, deletes, verdict);
  }

  private static void add(Ladder.Entry entry, List<Ladder.Entry> deleted) {
    if (!deleted.contains(entry)) {
      deleted.add(entry);
    }
  }

  private static Substitute substitute(
      Ladder.Entry deleted, List<? extends Intervention> interventions) {
    for (Intervention intervention : interventions) {
      if (intervention instanceof Move(Ladder.Entry original, Rule copy)
          && original.equals(deleted)) {
        return new Substitute.Copy(copy);
      }
    }
    return new Substitute.Equal();
  }

  /** Whether the plan has no steps, perhaps because they were refused. */
  public boolean isEmpty() {
    return adds.isEmpty() && deletes.isEmpty();
  }

  /** Whether the plan deletes exactly this rule. */
  public boolean deletes(Rule rule) {
    for (Step.Delete delete : deletes) {
      if (delete.rule().equals(rule)) {
        return true;
      }
    }
    return false;
  }

  /** The steps in the order of execution. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>(adds.size() + deletes.size());
    steps.addAll(adds);
    steps.addAll(deletes);
    return steps;
  }
}
