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

  /**
   * The kernel refuses to send it.
   *
   * @param refusal how, by its errno
   */
  public record Refused(Refusal refusal) implements Outcome {}

  /** What the kernel's errno says of the cause. */
  public enum Refusal {
    /** ENETUNREACH: a rule {@code unreachable}, or no rule found a route. */
    NO_ROUTE_OR_RULE,
    /** EACCES: a rule or a route {@code prohibit}. */
    PROHIBIT,
    /** EINVAL: a rule or a route {@code blackhole}. */
    BLACKHOLE,
    /** EHOSTUNREACH: a route {@code unreachable}. */
    ROUTE
  }
}
