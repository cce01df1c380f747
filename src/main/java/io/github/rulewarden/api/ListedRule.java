package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Role;

/**
 * One rule in the form that operators see.
 *
 * @param text as {@code ip rule} prints it, without the priority
 * @param protocol FRA_PROTOCOL, 0 to 255
 * @param sinceMicros when it was first seen, CLOCK_REALTIME; 0 if this is not known
 */
public record ListedRule(
    Family family, long priority, String text, Role role, int protocol, long sinceMicros) {
  /** The listed form of an entry of the ladder. */
  public static ListedRule of(Ladder.Entry entry, long sinceMicros) {
    Rule rule = entry.rule();
    return new ListedRule(
        rule.family(), rule.priority(), rule.text(), entry.role(), rule.protocol(), sinceMicros);
  }
}
