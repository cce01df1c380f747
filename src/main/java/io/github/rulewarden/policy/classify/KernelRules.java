package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Tables;
import java.util.List;

/**
 * Finds the kernel's own three rules by their form: no selector, a lookup of local, main or
 * default, no suppress option ({@code fib_default_rules_init} in {@code net/ipv4/fib_rules.c}).
 *
 * <p>Neither protocol nor priority identifies them. Users and programs add VPN rules with {@code
 * protocol kernel} because systemd-networkd does not remove those; VRF tools and Cilium move {@code
 * lookup local}.
 */
final class KernelRules {
  private static final int NONE = -1;

  private final int local;
  private final int main;
  private final int defaultRule;

  private KernelRules(int local, int main, int defaultRule) {
    this.local = local;
    this.main = main;
    this.defaultRule = defaultRule;
  }

  /** The kernel's rules among the rules of one family. */
  static KernelRules of(List<Rule> rules) {
    return new KernelRules(
        place(rules, Tables.LOCAL, 0),
        place(rules, Tables.MAIN, 32766),
        place(rules, Tables.DEFAULT, 32767));
  }

  /** If several rules match: the one at the kernel's priority, else the last. */
  private static int place(List<Rule> rules, long table, long usual) {
    int last = NONE;
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      if (rule.table() == table && isPlain(rule)) {
        last = place;
        if (rule.priority() == usual) {
          return place;
        }
      }
    }
    return last;
  }

  private static boolean isPlain(Rule rule) {
    return rule.modifiers().isEmpty() && rule.selector().equals(Selector.ALL);
  }

  /** Whether the rule at a place is one of the kernel's. */
  boolean isAt(int place) {
    return place == local || place == main || place == defaultRule;
  }
}
