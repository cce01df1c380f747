package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;

/**
 * Something that ought to be repaired and is not.
 *
 * @param rule that stays where it is
 * @param reason one sentence: what is in the way
 */
public record Refusal(Rule rule, String reason) {}
