package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Duplicates;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.classify.RuleClassifier;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Decides which {@link Duplicates} to remember of a plan. */
final class DuplicateUpdates {
  private DuplicateUpdates() {}

  /**
   * The duplicates to remember when a plan is about to be executed.
   *
   * @param ladder the ladder that the plan was made for, classified with this saved state
   */
  static List<Rule> planned(SavedState saved, Ladder ladder, Plan plan) {
    List<Rule> duplicates = saved.duplicates();
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      if (!plan.deletes(capture)) {
        continue;
      }
      if (pair.companion().isPresent()) {
        duplicates = without(capture, duplicates);
      } else if (isDuplicate(capture, saved, ladder)) {
        duplicates = with(capture, duplicates, ladder);
      }
    }
    return duplicates.isEmpty() ? duplicates : withoutPaired(duplicates, saved, ladder, plan);
  }

  /** Forgets a duplicate if its other half, a suppress rule, is about to be deleted. */
  private static List<Rule> withoutPaired(
      List<Rule> duplicates, SavedState saved, Ladder ladder, Plan plan) {
    List<Rule> rest = duplicates;
    for (Ladder.Entry entry : ladder.entries()) {
      boolean isSurplus = entry.role() == Role.VPN_SUPPRESS && !ladder.isCompanion(entry);
      if (isSurplus
          && plan.deletes(entry.rule())
          && !saved.pendingDeletes().contains(entry.rule())) {
        for (Rule duplicate : rest) {
          if (Duplicates.isGone(duplicate, ladder.entries())
              && Duplicates.isOtherHalf(entry, duplicate, ladder.entries(), saved)) {
            rest = without(duplicate, rest);
            break;
          }
        }
      }
    }
    return rest;
  }

  /**
   * The duplicates to remember when every delete of a plan was acknowledged. If the plan moved only
   * suppress rules, each of them was the other half of the duplicate at whose place it stood.
   */
  static List<Rule> done(SavedState saved, Plan plan) {
    List<Rule> rest = saved.duplicates();
    if (rest.isEmpty() || !deletesOnlySuppressRules(plan)) {
      return rest;
    }
    for (Step.Delete delete : plan.deletes()) {
      for (Rule duplicate : saved.duplicates()) {
        if (delete.copy().isPresent() && isBeside(delete.rule(), duplicate)) {
          rest = without(duplicate, rest);
        }
      }
    }
    return rest;
  }

  private static boolean isBeside(Rule suppress, Rule duplicate) {
    long distance = duplicate.priority() - suppress.priority();
    return suppress.family() == duplicate.family() && (distance == 0 || distance == 1);
  }

  private static boolean deletesOnlySuppressRules(Plan plan) {
    for (Step.Delete delete : plan.deletes()) {
      if (!RuleClassifier.isSuppress(delete.rule())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether an equal capture exists. A copy that an interrupted repair added does not count: the
   * rest of that repair is a move, and the copy's origin shows where its other half will be added.
   */
  private static boolean isDuplicate(Rule capture, SavedState saved, Ladder ladder) {
    for (Pair pair : ladder.pairs()) {
      Rule other = pair.capture().rule();
      boolean isCopy =
          saved.pendingDeletes().contains(capture)
              && saved.originOf(other).equals(OptionalLong.of(capture.priority()));
      if (other.isSameElsewhere(capture) && !other.equals(capture) && !isCopy) {
        return true;
      }
    }
    return false;
  }

  /** Adds a capture. Forgets equal captures that are no longer in the ladder. */
  private static List<Rule> with(Rule capture, List<Rule> duplicates, Ladder ladder) {
    if (duplicates.contains(capture)) {
      return duplicates;
    }
    List<Rule> more = new ArrayList<>();
    for (Rule duplicate : duplicates) {
      if (!duplicate.isSameElsewhere(capture) || !Duplicates.isGone(duplicate, ladder.entries())) {
        more.add(duplicate);
      }
    }
    more.add(capture);
    return more;
  }

  private static List<Rule> without(Rule duplicate, List<Rule> duplicates) {
    if (!duplicates.contains(duplicate)) {
      return duplicates;
    }
    List<Rule> rest = new ArrayList<>(duplicates);
    rest.remove(duplicate);
    return rest;
  }
}
