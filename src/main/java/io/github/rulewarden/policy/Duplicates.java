package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Duplicates that a repair deletes before their suppress rules are added.
 *
 * <p>A tunnel that died without {@code wg-quick down} leaves its pair behind Tailscale's lookup.
 * When it comes up again, wg-quick adds the capture first. A repair deletes it, since an equal one
 * stands in the right place already. Then the suppress rule is added alone, and nothing in the
 * kernel's dump shows that it belongs to that duplicate.
 */
final class Duplicates {
  private Duplicates() {}

  /**
   * The duplicates to remember when a plan is about to be carried out.
   *
   * @param ladder the ladder that the plan was made for, recognised with this saved state
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
          if (isGone(duplicate, ladder.entries())
              && isOtherHalf(entry, duplicate, ladder.entries(), saved)) {
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

  /**
   * Whether a suppress rule stands where the kernel puts the other half of a duplicate: at its
   * priority, or ahead of it if the duplicate or a newer tunnel's rules were still there. If more
   * rules were deleted with the duplicate, the kernel adds the other half at the end of the gap,
   * directly ahead of the next rule. A suppress rule that was seen there earlier does not belong to
   * the duplicate.
   *
   * @param entries all entries of the ladder
   */
  static boolean isOtherHalf(
      Ladder.Entry suppress, Rule duplicate, List<Ladder.Entry> entries, SavedState saved) {
    Rule rule = suppress.rule();
    if (rule.family() != duplicate.family() || rule.protocol() != duplicate.protocol()) {
      return false;
    }
    return rule.priority() <= duplicate.priority()
        ? isAhead(rule, duplicate, entries, saved) && !saved.independent().contains(rule)
        : isAtEndOfGap(suppress, duplicate, entries) && !saved.unclaimed().contains(rule);
  }

  /** Whether a VPN's rule stands, or stood, at every priority between the two. */
  private static boolean isAhead(
      Rule suppress, Rule duplicate, List<Ladder.Entry> entries, SavedState saved) {
    long between = duplicate.priority() - 1;
    while (between > suppress.priority() && isOfVpn(between, entries, saved)) {
      between--;
    }
    return between <= suppress.priority();
  }

  private static boolean isOfVpn(long priority, List<Ladder.Entry> entries, SavedState saved) {
    for (Ladder.Entry entry : entries) {
      if (entry.rule().priority() == priority) {
        return entry.role().isVpn() || RuleClassifier.isSuppress(entry.rule());
      }
    }
    for (MovedRule moved : saved.moves()) {
      if (moved.origin() == priority) {
        return true;
      }
    }
    for (Rule duplicate : saved.duplicates()) {
      if (duplicate.priority() == priority) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtEndOfGap(
      Ladder.Entry suppress, Rule duplicate, List<Ladder.Entry> entries) {
    int ahead = suppress.place() - 1;
    int behind = suppress.place() + 1;
    boolean isGap = ahead < 0 || entries.get(ahead).rule().priority() < duplicate.priority();
    return isGap
        && behind < entries.size()
        && entries.get(behind).rule().priority() == suppress.rule().priority() + 1;
  }

  /**
   * Whether a duplicate was deleted. A duplicate that still exists is paired with its other half by
   * place.
   */
  static boolean isGone(Rule duplicate, List<Ladder.Entry> entries) {
    for (Ladder.Entry entry : entries) {
      if (entry.rule().equals(duplicate)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a rule equal to a duplicate exists at any priority. */
  static boolean hasEqual(Rule duplicate, Snapshot snapshot) {
    for (Rule rule : snapshot.rules(duplicate.family())) {
      if (rule.isSameElsewhere(duplicate)) {
        return true;
      }
    }
    return false;
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
      if (!duplicate.isSameElsewhere(capture) || !isGone(duplicate, ladder.entries())) {
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
