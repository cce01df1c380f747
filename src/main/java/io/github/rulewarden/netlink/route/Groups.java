package io.github.rulewarden.netlink.route;

/** Multicast groups ({@code RTNLGRP_*} of {@code linux/rtnetlink.h}). */
public final class Groups {
  /** Links. */
  public static final int LINKS = 1;

  /** Routes of IPv4. */
  public static final int IPV4_ROUTES = 7;

  /** Addresses of IPv4. */
  public static final int IPV4_ADDRESSES = 5;

  /** Rules of IPv4. */
  public static final int IPV4_RULES = 8;

  /** Routes of IPv6. */
  public static final int IPV6_ROUTES = 11;

  /** Rules of IPv6. */
  public static final int IPV6_RULES = 19;

  private Groups() {}
}
