package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates requests for {@link io.github.rulewarden.netlink.Conversation}: {@code dump} for lists,
 * {@code query} for a single reply, {@code transact} for changes.
 */
public final class Requests {
  private Requests() {}

  /** Dump: all rules of a family, in the order of their evaluation. */
  public static Frame rules(AddressFamily family) {
    RuleMessage header = new RuleMessage(family.number(), 0, 0, 0, 0, 0, 0, List.of());
    return Frame.request(MessageTypes.GET_RULE, Flags.DUMP, header.encode());
  }

  /** Transaction: adds a rule; EEXIST if a rule exists that is equal except for {@code not}. */
  public static Frame addRule(RuleMessage rule) {
    int flags = Flags.CREATE | Flags.EXCLUSIVE;
    return Frame.request(MessageTypes.NEW_RULE, flags, rule.encode());
  }

  /**
   * Transaction: deletes the first matching rule; ENOENT if there is none. An omitted attribute
   * matches every value, and the kernel does not compare {@code not} ({@code net/core/fib_rules.c},
   * rule_find).
   */
  public static Frame deleteRule(RuleMessage rule) {
    return Frame.request(MessageTypes.DELETE_RULE, 0, rule.encode());
  }

  /** Dump: all routes of a family in all tables. */
  public static Frame routes(AddressFamily family) {
    return routeDump(family, List.of());
  }

  /**
   * Dump: the routes of a family in one table; the kernel refuses with ENOENT if the table does not
   * exist. A kernel before 5.0 dumps all tables: compare {@link RouteMessage#tableOf}.
   */
  public static Frame routes(AddressFamily family, long table) {
    return routeDump(family, List.of(new RouteAttribute.Table(table)));
  }

  /**
   * Query: the route of a packet. The reply is a {@link RouteMessage} with its table.
   *
   * <p>A refusal is a result, too: ENETUNREACH or EHOSTUNREACH, EACCES (prohibit), EINVAL
   * (blackhole).
   *
   * @param destination 4 or 16 bytes
   * @param selectors further properties of the packet: Mark, InputInterface, OutputInterface, Uid,
   *     IpProtocol, SourcePort, DestinationPort, Source
   */
  public static Frame route(
      AddressFamily family, Bytes destination, List<RouteAttribute> selectors) {
    return routeQuery(family, destination, selectors, RouteMessage.LOOKUP_TABLE);
  }

  /**
   * Query: the entry of a route table that matches a packet. The reply is that entry as in a dump,
   * with its prefix length and table. Refusals are those of {@link #route}, and EHOSTUNREACH if the
   * kernel needs no entry of a table, for example for multicast.
   */
  public static Frame matchingRoute(
      AddressFamily family, Bytes destination, List<RouteAttribute> selectors) {
    // IPv6 always reports the table, and its strict checks refuse this flag.
    int flags =
        switch (family) {
          case IPV4 -> RouteMessage.FIB_MATCH | RouteMessage.LOOKUP_TABLE;
          case IPV6 -> RouteMessage.FIB_MATCH;
        };
    return routeQuery(family, destination, selectors, flags);
  }

  private static Frame routeQuery(
      AddressFamily family, Bytes destination, List<RouteAttribute> selectors, int flags) {
    int sourceLength = 0;
    List<RouteAttribute> attributes = new ArrayList<>();
    attributes.add(new RouteAttribute.Destination(destination));
    for (RouteAttribute selector : selectors) {
      attributes.add(selector);
      if (selector instanceof RouteAttribute.Source source) {
        sourceLength = Byte.SIZE * source.address().length();
      }
    }
    RouteMessage query =
        new RouteMessage(
            family.number(),
            Byte.SIZE * destination.length(),
            sourceLength,
            0,
            0,
            0,
            0,
            0,
            flags,
            attributes);
    return Frame.request(MessageTypes.GET_ROUTE, 0, query.encode());
  }

  /** Dump: all links. */
  public static Frame links() {
    LinkMessage header = new LinkMessage(0, 0, 0, 0, 0, 0, List.of());
    return Frame.request(MessageTypes.GET_LINK, Flags.DUMP, header.encode());
  }

  /**
   * Dump: the addresses of a link in a family; the kernel refuses with ENODEV if the link does not
   * exist. A kernel before 5.0 dumps the addresses of all links: compare {@link
   * AddressMessage#index()}.
   */
  public static Frame addresses(AddressFamily family, int index) {
    AddressMessage filter = new AddressMessage(family.number(), 0, 0, 0, index, List.of());
    return Frame.request(MessageTypes.GET_ADDRESS, Flags.DUMP, filter.encode());
  }

  /** Strict checks require that all fields of the header are zero except the family. */
  private static Frame routeDump(AddressFamily family, List<RouteAttribute> filter) {
    RouteMessage header = new RouteMessage(family.number(), 0, 0, 0, 0, 0, 0, 0, 0, filter);
    return Frame.request(MessageTypes.GET_ROUTE, Flags.DUMP, header.encode());
  }
}
