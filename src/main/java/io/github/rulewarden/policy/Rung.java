package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;

/**
 * One rule at its place in the ladder.
 *
 * @param place from 0, the rule that is asked first; tells equal rules apart
 */
public record Rung(int place, Rule rule, Role role) {}
