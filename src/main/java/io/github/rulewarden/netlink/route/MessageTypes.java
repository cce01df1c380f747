package io.github.rulewarden.netlink.route;

/** The types of messages ({@code RTM_*} of {@code linux/rtnetlink.h}). */
public final class MessageTypes {
  /** A link is there or has changed. */
  public static final int NEW_LINK = 16;

  /** A link is gone. */
  public static final int DELETE_LINK = 17;

  /** Asks for links. */
  public static final int GET_LINK = 18;

  /** A route is there or is to be added. */
  public static final int NEW_ROUTE = 24;

  /** RTM_NEWADDR. */
  public static final int NEW_ADDRESS = 20;

  /** RTM_DELADDR. */
  public static final int DELETE_ADDRESS = 21;

  /** Asks for addresses (RTM_GETADDR). */
  public static final int GET_ADDRESS = 22;

  /** A route is gone or is to be deleted. */
  public static final int DELETE_ROUTE = 25;

  /** Asks for routes, or for the one a packet would take. */
  public static final int GET_ROUTE = 26;

  /** A rule is there or is to be added. */
  public static final int NEW_RULE = 32;

  /** A rule is gone or is to be deleted. */
  public static final int DELETE_RULE = 33;

  /** Asks for rules. */
  public static final int GET_RULE = 34;

  private MessageTypes() {}
}
