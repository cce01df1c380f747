package io.github.rulewarden.netlink.generic;

/** The kernel's numbers ({@code linux/genetlink.h}, {@code linux/wireguard.h}). */
final class GenericNumbers {
  static final int GENL_ID_CTRL = 16;
  static final int CTRL_CMD_GETFAMILY = 3;
  static final int CTRL_ATTR_FAMILY_ID = 1;
  static final int CTRL_ATTR_FAMILY_NAME = 2;

  static final int WG_GENL_VERSION = 1;
  static final int WG_CMD_GET_DEVICE = 0;
  static final int WGDEVICE_A_IFINDEX = 1;
  static final int WGDEVICE_A_IFNAME = 2;
  static final int WGDEVICE_A_PRIVATE_KEY = 3;
  static final int WGDEVICE_A_FWMARK = 7;
  static final int WGDEVICE_A_PEERS = 8;
  static final int WGPEER_A_PUBLIC_KEY = 1;
  static final int WGPEER_A_PRESHARED_KEY = 2;
  static final int WGPEER_A_ALLOWEDIPS = 9;
  static final int WGALLOWEDIP_A_FAMILY = 1;
  static final int WGALLOWEDIP_A_IPADDR = 2;
  static final int WGALLOWEDIP_A_CIDR_MASK = 3;

  private GenericNumbers() {}
}
