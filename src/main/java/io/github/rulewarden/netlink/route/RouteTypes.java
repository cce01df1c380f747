package io.github.rulewarden.netlink.route;

/** Route types: what a route does with a packet ({@code RTN_*} of {@code linux/rtnetlink.h}). */
public final class RouteTypes {
  /** Forwards it. */
  public static final int UNICAST = 1;

  /** Delivers it locally. */
  public static final int LOCAL = 2;

  /** Delivers it locally and sends it as a broadcast. */
  public static final int BROADCAST = 3;

  /** Delivers it locally, sends it as unicast. */
  public static final int ANYCAST = 4;

  /** Sends it to a multicast group. */
  public static final int MULTICAST = 5;

  /** Drops it silently. */
  public static final int BLACKHOLE = 6;

  /** Rejects it: host unreachable. */
  public static final int UNREACHABLE = 7;

  /** Rejects it: prohibited. */
  public static final int PROHIBIT = 8;

  /** Ends the lookup in this table and continues with the next rule. */
  public static final int THROW = 9;

  private RouteTypes() {}
}
