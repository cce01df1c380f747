package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Role;

/**
 * One rule as operators are shown it.
 *
 * @param text as {@code ip rule} prints it, without the priority
 * @param protocol FRA_PROTOCOL, 0 to 255
 * @param sinceMicros when it was first seen, CLOCK_REALTIME; 0 if it has not been watched
 */
public record ListedRule(
    Family family, long priority, String text, Role role, int protocol, long sinceMicros) {
  /** A entry of the ladder as it is shown. */
  public static ListedRule of(Ladder.Entry entry, long sinceMicros) {
    Rule rule = entry.rule();
    return new ListedRule(
        rule.family(), rule.priority(), rule.text(), entry.role(), rule.protocol(), sinceMicros);
  }
}
