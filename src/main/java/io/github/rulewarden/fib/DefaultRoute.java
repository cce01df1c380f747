package io.github.rulewarden.fib;

/**
 * A route with a prefix of length 0: where everything goes for which its table knows nothing
 * better.
 *
 * @param outgoingInterface the ifindex that it leaves by; 0 if by none (unreachable, throw) or by
 *     several
 */
public record DefaultRoute(Family family, long table, int outgoingInterface) {}
