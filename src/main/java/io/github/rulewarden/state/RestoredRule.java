package io.github.rulewarden.state;

import io.github.rulewarden.fib.Rule;

/**
 * A rule that Rulewarden restored on behalf of its owner. It is removed when the tunnel is removed.
 *
 * @param rule as it was added
 * @param tunnel the ifindex of the tunnel that the rule serves
 */
public record RestoredRule(Rule rule, int tunnel) {}
