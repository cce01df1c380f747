package io.github.rulewarden.netlink.route;

/** What a route does with a packet ({@code RTN_*} of {@code linux/rtnetlink.h}). */
public final class RouteTypes {
  /** Sends it on. */
  public static final int UNICAST = 1;

  /** Delivers it here. */
  public static final int LOCAL = 2;

  /** Delivers it here and sends it as a broadcast. */
  public static final int BROADCAST = 3;

  /** Delivers it here, sends it to one. */
  public static final int ANYCAST = 4;

  /** Sends it to a group. */
  public static final int MULTICAST = 5;

  /** Drops it without a word. */
  public static final int BLACKHOLE = 6;

  /** Answers that the host is unreachable. */
  public static final int UNREACHABLE = 7;

  /** Answers that it is prohibited. */
  public static final int PROHIBIT = 8;

  /** Ends the search in this table; the next rule decides. */
  public static final int THROW = 9;

  private RouteTypes() {}
}
