package io.github.rulewarden.fib;

/**
 * How the kernel routes the host's plain packet (local output, user 0, no mark) to a peer of the
 * tailnet.
 *
 * @param peer the packet's destination
 * @param outcome what the kernel answered
 */
public record PeerRoute(Address peer, Outcome outcome) {
  /** Where the packet goes. */
  public sealed interface Outcome {}

  /**
   * It leaves by a link.
   *
   * @param link the ifindex
   * @param table that the route was found in
   * @param prefixLength of the route, in bits
   */
  public record LeavesBy(int link, long table, int prefixLength) implements Outcome {}

  /** A rule or a route rejects it, or there is no route. */
  public record Rejected() implements Outcome {}
}
