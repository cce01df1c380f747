package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.netlink.linux.SocketFilter;
import io.github.rulewarden.netlink.route.MessageTypes;

/**
 * Selects the route events that the kernel delivers: those of default routes, those of Tailscale's
 * table, those that may lead to the tailnet, and those of short prefixes outside of main and local,
 * because a VPN may build its default route from them. A router's million routes come and go
 * without waking the daemon.
 */
final class RouteFilter {
  /**
   * Prefixes longer than this are ignored when a table is checked for covering the internet. One of
   * them is at most 1/7168 of IPv4's unicast space, and 1/1024 of 2000::/3.
   */
  static final int LONGEST_PIECE = 12;

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

  /** RT_TABLE_COMPAT: a table above 255, whose number is in an attribute. */
  private static final int TABLE_IN_ATTRIBUTE = 252;

  private static final int LARGEST_TABLE_IN_HEADER = 255;

  private RouteFilter() {}

  /** The filter of a socket that receives events about links, addresses and routes. */
  static SocketFilter of(long tailscaleTable) {
    int table =
        tailscaleTable <= LARGEST_TABLE_IN_HEADER ? (int) tailscaleTable : TABLE_IN_ATTRIBUTE;
    return new SocketFilter()
        .load16(TYPE_OFFSET)
        .skip(SocketFilter.machineOrder16(MessageTypes.NEW_ROUTE), 1, 0)
        .skip(SocketFilter.machineOrder16(MessageTypes.DELETE_ROUTE), 0, 11)
        .load8(DESTINATION_LENGTH_OFFSET)
        .skip(0, 9, 0)
        .load8(TABLE_OFFSET)
        .skip(table, 7, 0)
        .skip((int) Tables.MAIN, 3, 0)
        .skip((int) Tables.LOCAL, 2, 0)
        .load8(DESTINATION_LENGTH_OFFSET)
        .skipIfGreater(LONGEST_PIECE, 0, 3)
        .load8(DESTINATION_OFFSET)
        .skip(TAILNET_IPV4, 1, 0)
        .skip(TAILNET_IPV6, 0, 1)
        .accept()
        .drop();
  }
}
