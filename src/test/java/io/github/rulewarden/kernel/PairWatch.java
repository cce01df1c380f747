package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Observes every change and reports what the daemon must never do, regardless of faults:
 *
 * <ul>
 *   <li>add, delete or move a rule of another program;
 *   <li>delete the last of equal rules whose owner wants it;
 *   <li>delete the suppress rule before a capture rule: the tunnel captures the traffic to the LAN.
 * </ul>
 *
 * <p>It checks the rules themselves, without code of the daemon.
 */
final class PairWatch {
  private static final long TAILSCALE = 52;

  private final List<String> violations = new ArrayList<>();

  /** The rules, at priority 0, that their owner deleted and did not add again. */
  private final Set<Rule> unwanted = new HashSet<>();

  /** Returns the forbidden actions of the daemon. */
  List<String> violations() {
    return violations;
  }

  void check(Change change) {
    Rule rule = change.rule().at(0);
    if (change.isByAnotherProcess()) {
      switch (change.kind()) {
        case ADDED -> unwanted.remove(rule);
        case DELETED -> unwanted.add(rule);
      }
    } else {
      checkRules(change);
      if (!unwanted.contains(rule)) {
        checkCompanions(change);
      }
    }
  }

  private void checkRules(Change change) {
    if (!foreign(change.before()).equals(foreign(change.after()))) {
      violation(change, "a rule of another program was changed");
    }
    boolean isLost =
        change.kind() == Change.Kind.DELETED
            && !unwanted.contains(change.rule().at(0))
            && change.after().stream().noneMatch(change.rule()::isSameElsewhere);
    if (isLost) {
      violation(change, "the rule no longer exists anywhere");
    }
  }

  private void checkCompanions(Change change) {
    Set<Rule> unprotected = protectedIn(change.before());
    unprotected.removeAll(protectedIn(change.after()));
    for (Rule rule : change.after()) {
      if (unprotected.contains(rule.at(0))) {
        violation(change, rule.text() + " has no suppress rule ahead of it");
      }
    }
  }

  /** Returns the captures whose first occurrence follows a suppress rule. */
  private static Set<Rule> protectedIn(List<Rule> rules) {
    Set<Rule> seen = new HashSet<>();
    Set<Rule> protectedCaptures = new HashSet<>();
    boolean isSuppressed = false;
    for (Rule rule : rules) {
      isSuppressed |= isSuppress(rule);
      if (isCapture(rule) && seen.add(rule.at(0)) && isSuppressed) {
        protectedCaptures.add(rule.at(0));
      }
    }
    return protectedCaptures;
  }

  private void violation(Change change, String what) {
    violations.add(
        change.kind() + " " + change.rule() + ": " + what + ":\n" + Listing.print(change.after()));
  }

  private static List<Rule> foreign(List<Rule> rules) {
    return rules.stream().filter(rule -> !isVpns(rule)).toList();
  }

  static boolean isVpns(Rule rule) {
    return isCapture(rule) || isSuppress(rule);
  }

  static boolean isCapture(Rule rule) {
    List<Criterion> criteria = rule.selector().criteria();
    return rule.selector().isInverted()
        && criteria.size() == 1
        && criteria.getFirst() instanceof Criterion.FwMark
        && rule.action() instanceof Action.Lookup(long table)
        && table != TAILSCALE
        && !Tables.isKernels(table);
  }

  static boolean isSuppress(Rule rule) {
    return rule.table() == Tables.MAIN && !rule.modifiers().isEmpty();
  }
}
