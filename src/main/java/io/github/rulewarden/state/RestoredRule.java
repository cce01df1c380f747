package io.github.rulewarden.state;

import io.github.rulewarden.fib.Rule;

/**
 * A rule that was put back although its owner did not. It goes when the tunnel goes.
 *
 * @param rule as it was added
 * @param tunnel the ifindex of the tunnel that it was put back for
 */
public record RestoredRule(Rule rule, int tunnel) {}
