package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.RuleState.Change;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Goes through every state that a watcher saw and looks for a moment in which a packet could have
 * slipped through:
 *
 * <ul>
 *   <li>a rule that Rulewarden deleted and that stood nowhere else, though its owner wanted it;
 *   <li>a capture that had its suppress rule and then stood without: the LAN goes into the tunnel;
 *   <li>a rule of somebody else's that Rulewarden added, deleted or moved.
 * </ul>
 */
public final class GapCheck {
  private final Family family;
  private final Predicate<RuleEvent> isRulewardens;
  private final List<String> gaps = new ArrayList<>();

  /** Captures that had their companion in some state since they came. */
  private final Set<String> whole = new HashSet<>();

  /** Rules that their owner deleted and did not add again: their copies are to go too. */
  private final Set<String> unwanted = new HashSet<>();

  private GapCheck(Family family, Predicate<RuleEvent> isRulewardens) {
    this.family = family;
    this.isRulewardens = isRulewardens;
  }

  /** Fails if there was such a moment in either family. */
  public static void assertNone(List<RuleState> states, Predicate<RuleEvent> isRulewardens) {
    List<String> gaps = new ArrayList<>();
    for (Family family : Family.values()) {
      GapCheck check = new GapCheck(family, isRulewardens);
      for (int i = 1; i < states.size(); i++) {
        check.look(states.get(i - 1), states.get(i));
      }
      gaps.addAll(check.gaps);
    }
    if (!gaps.isEmpty()) {
      throw new AssertionError(String.join("\n", gaps));
    }
  }

  private void look(RuleState before, RuleState after) {
    RuleEvent event = after.cause().orElseThrow();
    if (event.family() != family) {
      return;
    }
    List<SeenRule> rules = after.rules(family);
    if (isRulewardens.test(event)) {
      judge(event, rules);
      if (!foreign(before.rules(family)).equals(foreign(rules))) {
        gaps.add(event + ": a rule of somebody else's was touched");
      }
    } else if (event.change() == Change.DELETED) {
      unwanted.add(event.rule().invariant());
    } else {
      unwanted.remove(event.rule().invariant());
    }
    lookForStrippedCaptures(event, rules);
  }

  private void judge(RuleEvent event, List<SeenRule> rules) {
    String invariant = event.rule().invariant();
    boolean isLost =
        event.change() == Change.DELETED
            && !unwanted.contains(invariant)
            && rules.stream().noneMatch(rule -> rule.invariant().equals(invariant));
    if (isLost) {
      gaps.add(event + ": it stands nowhere any more");
    }
  }

  private void lookForStrippedCaptures(RuleEvent event, List<SeenRule> rules) {
    Set<String> present = new HashSet<>();
    boolean hasCompanion = false;
    for (SeenRule rule : rules) {
      if (rule.isSuppress()) {
        hasCompanion = true; // Whatever lies in between: the LAN has been answered for.
      } else if (rule.isCapture()) {
        if (!present.add(rule.invariant())) {
          continue; // Its equal ahead has decided already.
        }
        if (hasCompanion) {
          whole.add(rule.invariant());
        } else if (whole.contains(rule.invariant()) && isRulewardens.test(event)) {
          gaps.add(event + ": " + rule + " stands without its suppress rule");
        }
      }
    }
    whole.retainAll(present);
  }

  private static List<SeenRule> foreign(List<SeenRule> rules) {
    return rules.stream().filter(rule -> !rule.isVpn()).toList();
  }
}
