package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Bytes;

/**
 * The family is as Linux 6.18 replies. That kernel has no WireGuard: the tunnel is written by hand
 * after {@code linux/wireguard.h}, {@code wg_get_device_dump} and {@code get_peer} in {@code
 * drivers/net/wireguard/netlink.c}. It has two messages; the second one continues with the allowed
 * addresses of a peer of the first.
 */
public final class GenericCaptures {
  /** CTRL_CMD_GETFAMILY for {@code nlctrl}. */
  public static final Bytes CONTROLLER =
      Bytes.parseHex(
          "01020000 0b000200 6e6c6374726c0000 06000100 10000000 08000300 02000000"
              + "08000400 00000000 08000500 00000000"
              + "2c000600 14000100 08000100 03000000 08000200 0e000000"
              + "14000200 08000100 0a000000 08000200 0c000000"
              + "1c000700 18000100 08000200 10000000 0b000100 6e6f7469667900 00");

  /** CTRL_CMD_GETFAMILY for {@code wireguard}, of number 29. */
  public static final Bytes FAMILY =
      Bytes.parseHex("01020000 0e000200 776972656775617264000000 06000100 1d000000");

  private static final String NAME = "08000200 77673000";
  private static final String PEER_KEY = "24000100" + "33".repeat(32);

  /** Number 7, wg0, mark 51820, and a peer with 10.1.0.0/24. */
  public static final Bytes BEGINNING =
      Bytes.parseHex(
          "00010000 08000100 07000000"
              + NAME
              + "24000300"
              + "11".repeat(32)
              + "24000400"
              + "22".repeat(32)
              + "06000600 6cca0000 08000700 6cca0000"
              + "84000880 80000080"
              + PEER_KEY
              + "24000200"
              + "44".repeat(32)
              + "14000400 0200ca6c c0000201 00000000 00000000"
              + "20000980 1c000080 05000300 18000000 06000100 02000000 08000200 0a010000");

  /** The same peer with 0.0.0.0/0 and 2001:db8::/32. */
  public static final Bytes CONTINUATION =
      Bytes.parseHex(
          "00010000"
              + NAME
              + "74000880 70000080"
              + PEER_KEY
              + "48000980 1c000080 05000300 00000000 06000100 02000000 08000200 00000000"
              + "28000080 05000300 20000000 06000100 0a000000"
              + "14000200 20010db8 00000000 00000000 00000000");

  private GenericCaptures() {}
}
