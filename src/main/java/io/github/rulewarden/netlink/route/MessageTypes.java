package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.RequestNames;

/** Message types ({@code RTM_*} of {@code linux/rtnetlink.h}) and their names. */
public final class MessageTypes implements RequestNames {
  /** The kernel's names, for error messages. */
  public static final RequestNames NAMES = new MessageTypes();

  /** A link exists or has changed. */
  public static final int NEW_LINK = 16;

  /** A link was deleted. */
  public static final int DELETE_LINK = 17;

  /** Requests links. */
  public static final int GET_LINK = 18;

  /** A route exists; as a request: add it. */
  public static final int NEW_ROUTE = 24;

  /** An address exists. */
  public static final int NEW_ADDRESS = 20;

  /** An address was deleted. */
  public static final int DELETE_ADDRESS = 21;

  /** Requests addresses. */
  public static final int GET_ADDRESS = 22;

  /** A route was deleted; as a request: delete it. */
  public static final int DELETE_ROUTE = 25;

  /** Requests routes, or the route of a packet. */
  public static final int GET_ROUTE = 26;

  /** A rule exists; as a request: add it. */
  public static final int NEW_RULE = 32;

  /** A rule was deleted; as a request: delete it. */
  public static final int DELETE_RULE = 33;

  /** Requests rules. */
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
