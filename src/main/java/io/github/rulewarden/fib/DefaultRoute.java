package io.github.rulewarden.fib;

/**
 * Where a table sends the internet: a route with a prefix of length 0, or several routes by one
 * interface that together are as good ({@link InternetCoverage}).
 *
 * @param outgoingInterface the ifindex that it leaves by; 0 if by none (unreachable, throw) or by
 *     several
 */
public record DefaultRoute(Family family, long table, int outgoingInterface) {}
