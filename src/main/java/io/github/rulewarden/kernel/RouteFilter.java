package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.netlink.linux.SocketFilter;
import io.github.rulewarden.netlink.route.MessageTypes;

/**
 * Which events about routes the kernel delivers: those of a default route, those of Tailscale's
 * table, and outside of main those of short prefixes, of which a VPN may make its default route. A
 * router's million routes come and go without waking anybody.
 */
final class RouteFilter {
  /**
   * Prefixes longer than this are not needed to tell whether a table covers the internet: one of
   * them is a four thousandth of it.
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
