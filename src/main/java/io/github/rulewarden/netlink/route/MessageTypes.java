package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.RequestNames;

/** The types of messages ({@code RTM_*} of {@code linux/rtnetlink.h}), and their names. */
public final class MessageTypes implements RequestNames {
  /** The kernel's names, for error messages. */
  public static final RequestNames NAMES = new MessageTypes();

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

  @Override
  public String of(int type) {
    return switch (type) {
      case NEW_LINK -> "RTM_NEWLINK";
      case DELETE_LINK -> "RTM_DELLINK";
      case GET_LINK -> "RTM_GETLINK";
      case NEW_ADDRESS -> "RTM_NEWADDR";
      case DELETE_ADDRESS -> "RTM_DELADDR";
      case NEW_ROUTE -> "RTM_NEWROUTE";
      case DELETE_ROUTE -> "RTM_DELROUTE";
      case GET_ROUTE -> "RTM_GETROUTE";
      case NEW_RULE -> "RTM_NEWRULE";
      case DELETE_RULE -> "RTM_DELRULE";
      case GET_RULE -> "RTM_GETRULE";
      default -> "of type " + type;
    };
  }
}
