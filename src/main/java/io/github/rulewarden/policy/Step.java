package io.github.rulewarden.policy;

import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Rule;
import java.util.Optional;

/** One change to the kernel's rules. */
public sealed interface Step {
  /** The rule that is added or deleted. */
  Rule rule();

  /** The {@code ip(8)} command that does the same. */
  String command();

  /** Adds a copy of a rule at another priority. */
  record Add(Rule rule) implements Step {
    @Override
    public String command() {
      return IpCommand.add(rule);
    }
  }

  /**
   * Deletes a rule that stands elsewhere already.
   *
   * @param copy what this plan added in its stead; empty if an equal rule was in its right place
   *     before. When the rule's owner deletes it first, the copy has to go too.
   */
  record Delete(Rule rule, Optional<Rule> copy) implements Step {
    @Override
    public String command() {
      return IpCommand.delete(rule);
    }
  }
}
