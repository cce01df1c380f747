package io.github.rulewarden.state;

import io.github.rulewarden.fib.Rule;

/**
 * A rule that was moved.
 *
 * @param rule as it is now
 * @param origin the priority that its owner, or the kernel for it, had chosen
 */
public record MovedRule(Rule rule, long origin) {}
