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
 * Checks every state that a watcher saw for a gap, which is a moment in which a packet could have
 * been routed wrongly:
 *
 * <ul>
 *   <li>Rulewarden deleted a rule that had no copy elsewhere, although its owner wanted it;
 *   <li>a capture lost its suppress rule, so the tunnel captured the LAN's packets;
 *   <li>Rulewarden added, deleted or moved a rule of another program.
 * </ul>
 */
public final class GapCheck {
  private final Family family;
  private final Predicate<RuleEvent> isRulewardens;
  private final List<String> gaps = new ArrayList<>();

  /** The captures that had their suppress rule in some state since they were added. */
  private final Set<String> whole = new HashSet<>();

  /**
   * The rules that their owner deleted and did not add again; their copies are to be deleted, too.
   */
  private final Set<String> unwanted = new HashSet<>();

  private GapCheck(Family family, Predicate<RuleEvent> isRulewardens) {
    this.family = family;
    this.isRulewardens = isRulewardens;
  }

  /** Fails if there was a gap in either family. */
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
        hasCompanion = true; // The suppress rule serves the LAN, whatever lies in between.
      } else if (rule.isCapture()) {
        if (!present.add(rule.invariant())) {
          continue; // An equal rule ahead of it takes precedence.
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
