package io.github.rulewarden.fib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One routing rule with everything that the kernel dumps for it. Two rules that differ only in
 * priority treat a packet that reaches them the same way.
 *
 * @param priority 0 to 4294967295; the kernel evaluates a smaller one first, equal ones in the
 *     order in which they were added
 * @param modifiers in the order of {@link Modifier}'s members, at most one of a kind
 * @param protocol the origin of the rule (FRA_PROTOCOL, {@code RTPROT_*}): 0 for {@code ip rule
 *     add}, 2 for the kernel
 */
public record Rule(
    Family family,
    long priority,
    Selector selector,
    Action action,
    List<Modifier> modifiers,
    int protocol,
    Extras extras) {
  public Rule {
    modifiers = List.copyOf(modifiers);
  }

  /** The same rule at another priority. */
  public Rule at(long newPriority) {
    return new Rule(family, newPriority, selector, action, modifiers, protocol, extras);
  }

  /** Whether the two are equal apart from their priority. */
  public boolean isSameElsewhere(Rule other) {
    return family == other.family
        && protocol == other.protocol
        && action.equals(other.action)
        && selector.equals(other.selector)
        && modifiers.equals(other.modifiers)
        && extras.equals(other.extras);
  }

  /**
   * Equivalent to a record's own method, but written out: the generated method is ten times as slow
   * in the interpreter and in C1 code, and a repair compares hundreds of rules, most of them with
   * themselves.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Rule rule && priority == rule.priority && isSameElsewhere(rule));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(priority) + 31 * (action.hashCode() + 31 * selector.hashCode());
  }

  /** The table that the rule looks up, or 0 (RT_TABLE_UNSPEC) if there is none. */
  public long table() {
    return action instanceof Action.Lookup(long table) ? table : 0;
  }

  /**
   * As {@code ip rule} prints it, without the priority: {@code not from all fwmark 0xca6c lookup
   * 51820}.
   */
  public String text() {
    return RuleText.listed(this);
  }

  @Override
  public String toString() {
    return priority + ": " + text();
  }
}
