package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.netlink.linux.SocketFilter;
import io.github.rulewarden.netlink.route.MessageTypes;

/**
 * Selects the route events that the kernel delivers: those of very short prefixes and those of
 * prefixes in or around the tailnet, because they may lead to the tailnet, and those of short
 * prefixes outside of main and local, because a VPN may build its default route from them. A
 * router's million routes do not wake the daemon, and neither do ten thousand subnets in
 * Tailscale's table.
 */
public final class RouteFilter {
  /**
   * Prefixes longer than this are ignored when a table is checked for covering the internet. One of
   * them is at most 1/7168 of IPv4's unicast space, and 1/1024 of 2000::/3.
   */
  static final int LONGEST_PIECE = 12;

  /** No prefix up to this length has a whole first byte, and a table has few of them. */
  private static final int LONGEST_WITHOUT_WHOLE_BYTE = 7;

  private static final int TYPE_OFFSET = 4;
  private static final int DESTINATION_LENGTH_OFFSET = 17;
  private static final int TABLE_OFFSET = 20;

  /**
   * The first byte of the destination: RTA_TABLE comes first, then RTA_DST ({@code fib_dump_info},
   * {@code rt6_fill_node}).
   */
  private static final int DESTINATION_OFFSET = 40;

  /** The first bytes of 100.64.0.0/10 and fd7a:115c:a1e0::/48. */
  private static final int TAILNET_IPV4 = 100;

  private static final int TAILNET_IPV6 = 0xfd;

  private RouteFilter() {}

  /** The filter of a socket that receives events about links, addresses and routes. */
  public static SocketFilter filter() {
    return new SocketFilter()
        .load16(TYPE_OFFSET)
        .skip(SocketFilter.machineOrder16(MessageTypes.NEW_ROUTE), 1, 0)
        .skip(SocketFilter.machineOrder16(MessageTypes.DELETE_ROUTE), 0, 10)
        .load8(DESTINATION_LENGTH_OFFSET)
        .skipIfGreater(LONGEST_WITHOUT_WHOLE_BYTE, 0, 8)
        .load8(DESTINATION_OFFSET)
        .skip(TAILNET_IPV4, 6, 0)
        .skip(TAILNET_IPV6, 5, 0)
        .load8(TABLE_OFFSET)
        .skip((int) Tables.MAIN, 4, 0)
        .skip((int) Tables.LOCAL, 3, 0)
        .load8(DESTINATION_LENGTH_OFFSET)
        .skipIfGreater(LONGEST_PIECE, 1, 0)
        .accept()
        .drop();
  }
}
