package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.netlink.linux.SocketFilter;
import io.github.rulewarden.netlink.route.MessageTypes;

/**
 * Selects the route events that the kernel delivers: those of default routes, those of Tailscale's
 * table, and those of short prefixes outside of main and local, because a VPN may build its default
 * route from them. A router's million routes come and go without waking the daemon.
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
        .skip(SocketFilter.machineOrder16(MessageTypes.DELETE_ROUTE), 0, 8)
        .load8(DESTINATION_LENGTH_OFFSET)
        .skip(0, 6, 0)
        .load8(TABLE_OFFSET)
        .skip(table, 4, 0)
        .skip((int) Tables.MAIN, 4, 0)
        .skip((int) Tables.LOCAL, 3, 0)
        .load8(DESTINATION_LENGTH_OFFSET)
        .skipIfGreater(LONGEST_PIECE, 1, 0)
        .accept()
        .drop();
  }
}
