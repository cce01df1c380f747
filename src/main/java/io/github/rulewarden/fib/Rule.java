package io.github.rulewarden.fib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One routing rule, whole. Two rules that are equal but for their priority do the same to a packet
 * that reaches them.
 *
 * @param priority 0 to 4294967295; a smaller one is asked earlier, equal ones in the order they
 *     were added
 * @param modifiers in the order of {@link Modifier}'s members, at most one of a kind
 * @param protocol who made it (FRA_PROTOCOL, {@code RTPROT_*}): 0 for {@code ip rule add}, 2 for
 *     the kernel
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

  /** Whether the two differ in nothing but, perhaps, their priority. */
  public boolean isSameElsewhere(Rule other) {
    return family == other.family
        && protocol == other.protocol
        && action.equals(other.action)
        && selector.equals(other.selector)
        && modifiers.equals(other.modifiers)
        && extras.equals(other.extras);
  }

  /**
   * As a record's, written out: in the interpreter and for the quick compiler a record's own costs
   * ten times as much, and a repair compares hundreds of rules, most of them with themselves.
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

  /** The table it looks up, or 0 (RT_TABLE_UNSPEC) if it looks up none. */
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
