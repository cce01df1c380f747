package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import java.util.List;

/**
 * Duplicates that a repair deletes before their suppress rules are added.
 *
 * <p>A tunnel that died without {@code wg-quick down} leaves its pair behind Tailscale's lookup.
 * When it comes up again, wg-quick adds the capture first. A repair deletes it, since an equal one
 * stands in the right place already. Then the suppress rule is added alone, and nothing in the
 * kernel's dump shows that it belongs to that duplicate.
 */
public final class Duplicates {
  private Duplicates() {}

  /**
   * Whether a suppress rule stands where the kernel puts the other half of a duplicate: at its
   * priority, or ahead of it if the duplicate or a newer tunnel's rules were still there. If more
   * rules were deleted with the duplicate, the kernel adds the other half at the end of the gap,
   * directly ahead of the next rule. A suppress rule that was seen there earlier does not belong to
   * the duplicate.
   *
   * @param entries all entries of the ladder
   */
  public static boolean isOtherHalf(
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
  public static boolean isGone(Rule duplicate, List<Ladder.Entry> entries) {
    for (Ladder.Entry entry : entries) {
      if (entry.rule().equals(duplicate)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a rule equal to a duplicate exists at any priority. */
  public static boolean hasEqual(Rule duplicate, Snapshot snapshot) {
    for (Rule rule : snapshot.rules(duplicate.family())) {
      if (rule.isSameElsewhere(duplicate)) {
        return true;
      }
    }
    return false;
  }
}
