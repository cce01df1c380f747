package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;

/**
 * A change that would be needed but is not safe or not possible.
 *
 * @param rule the rule that is not moved, restored or removed
 * @param reason a clause that names the obstacle
 */
public record Refusal(Rule rule, String reason) {}
