package io.github.rulewarden.manager;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Rung;

/**
 * One rule as operators are shown it.
 *
 * @param text as {@code ip rule} prints it, without the priority
 * @param protocol FRA_PROTOCOL, 0 to 255
 * @param sinceMicros when it was first seen, CLOCK_REALTIME; 0 if it has not been watched
 */
public record ListedRule(
    Family family, long priority, String text, Role role, int protocol, long sinceMicros) {
  /** A rung of the ladder as it is shown. */
  public static ListedRule of(Rung rung, long sinceMicros) {
    Rule rule = rung.rule();
    return new ListedRule(
        rule.family(), rule.priority(), rule.text(), rung.role(), rule.protocol(), sinceMicros);
  }
}
