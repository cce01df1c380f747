package io.github.rulewarden.state;

import io.github.rulewarden.fib.Rule;

/**
 * A rule that was moved.
 *
 * @param rule at its present priority
 * @param origin the priority that its owner chose, or the kernel on the owner's behalf
 */
public record MovedRule(Rule rule, long origin) {}
