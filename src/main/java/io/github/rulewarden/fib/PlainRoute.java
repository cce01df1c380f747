package io.github.rulewarden.fib;

/**
 * How the kernel routes a packet of this host without a mark (local output, user 0).
 *
 * @param destination the packet's destination
 * @param outcome the kernel's answer
 */
public record PlainRoute(Address destination, Outcome outcome) {
  /** Where the packet goes. */
  public sealed interface Outcome {}

  /**
   * The packet leaves through a link.
   *
   * @param link the ifindex
   * @param table the table that contains the route
   * @param prefixLength the route's prefix length in bits
   */
  public record LeavesBy(int link, long table, int prefixLength) implements Outcome {}

  /**
   * The kernel refuses to send the packet.
   *
   * @param refusal the kind of refusal, derived from the errno
   */
  public record Refused(Refusal refusal) implements Outcome {}

  /** The cause that the kernel's errno indicates. */
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
