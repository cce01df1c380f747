package io.github.rulewarden.netlink.route;

/** The kernel's numbers for a route's attributes ({@code linux/rtnetlink.h}). */
final class RouteNumbers {
  static final int RTA_DST = 1;
  static final int RTA_SRC = 2;
  static final int RTA_IIF = 3;
  static final int RTA_OIF = 4;
  static final int RTA_GATEWAY = 5;
  static final int RTA_PRIORITY = 6;
  static final int RTA_PREFSRC = 7;
  static final int RTA_METRICS = 8;
  static final int RTA_MULTIPATH = 9;
  static final int RTA_FLOW = 11;
  static final int RTA_TABLE = 15;
  static final int RTA_MARK = 16;
  static final int RTA_VIA = 18;
  static final int RTA_PREF = 20;
  static final int RTA_EXPIRES = 23;
  static final int RTA_UID = 25;
  static final int RTA_IP_PROTO = 27;
  static final int RTA_SPORT = 28;
  static final int RTA_DPORT = 29;
  static final int RTA_NH_ID = 30;

  private RouteNumbers() {}
}
