package io.github.rulewarden.netlink.route;

/** The kernel's numbers for a link's attributes ({@code linux/if_link.h}). */
final class LinkNumbers {
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_LINK = 5;
  static final int IFLA_MASTER = 10;
  static final int IFLA_OPERSTATE = 16;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_GROUP = 27;
  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;

  private LinkNumbers() {}
}
