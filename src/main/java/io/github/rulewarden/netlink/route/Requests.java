package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be asked of the kernel: to be given to {@link
 * io.github.rulewarden.netlink.Conversation}, {@code dump} for lists, {@code ask} for one answer,
 * {@code transact} for changes.
 */
public final class Requests {
  private Requests() {}

  /** Dump: all rules of a family, in the order of their evaluation. */
  public static Frame rules(AddressFamily family) {
    RuleMessage header = new RuleMessage(family.number(), 0, 0, 0, 0, 0, 0, List.of());
    return Frame.request(MessageTypes.GET_RULE, Flags.DUMP, header.encode());
  }

  /** Transaction: adds a rule; EEXIST if there is one that differs at most in its {@code not}. */
  public static Frame addRule(RuleMessage rule) {
    int flags = Flags.CREATE | Flags.EXCLUSIVE;
    return Frame.request(MessageTypes.NEW_RULE, flags, rule.encode());
  }

  /**
   * Transaction: deletes the first rule that fits; ENOENT if none does. What the message leaves out
   * fits everything, and {@code not} is not compared ({@code net/core/fib_rules.c}, rule_find).
   */
  public static Frame deleteRule(RuleMessage rule) {
    return Frame.request(MessageTypes.DELETE_RULE, 0, rule.encode());
  }

  /** Dump: all routes of a family in all tables. */
  public static Frame routes(AddressFamily family) {
    return routeDump(family, List.of());
  }

  /**
   * Dump: the routes of a family in one table; the kernel refuses with ENOENT if there is no such
   * table. A kernel before 5.0 answers with all tables: compare {@link RouteMessage#tableOf}.
   */
  public static Frame routes(AddressFamily family, long table) {
    return routeDump(family, List.of(new RouteAttribute.Table(table)));
  }

  /**
   * Question: the route a packet would take. The answer is a {@link RouteMessage} with its table.
   *
   * <p>A refusal is an answer, too: ENETUNREACH or EHOSTUNREACH, EACCES (prohibit), EINVAL
   * (blackhole).
   *
   * @param destination 4 or 16 bytes
   * @param selectors what else is known of the packet: Mark, InputInterface, OutputInterface, Uid,
   *     IpProtocol, SourcePort, DestinationPort, Source
   */
  public static Frame route(
      AddressFamily family, Bytes destination, List<RouteAttribute> selectors) {
    return question(family, destination, selectors, RouteMessage.LOOKUP_TABLE);
  }

  /**
   * Question: the route in a table that a packet would be sent by. The answer is that route as a
   * dump has it, with its prefix length and its table. Refusals as for {@link #route}, and
   * EHOSTUNREACH where the kernel needs no route of a table: multicast, for one.
   */
  public static Frame matchingRoute(
      AddressFamily family, Bytes destination, List<RouteAttribute> selectors) {
    // IPv6 always answers with the table, and with strict checks refuses to be asked for it.
    int flags =
        switch (family) {
          case IPV4 -> RouteMessage.FIB_MATCH | RouteMessage.LOOKUP_TABLE;
          case IPV6 -> RouteMessage.FIB_MATCH;
        };
    return question(family, destination, selectors, flags);
  }

  private static Frame question(
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
    RouteMessage question =
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
    return Frame.request(MessageTypes.GET_ROUTE, 0, question.encode());
  }

  /** Dump: all links. */
  public static Frame links() {
    LinkMessage header = new LinkMessage(0, 0, 0, 0, 0, 0, List.of());
    return Frame.request(MessageTypes.GET_LINK, Flags.DUMP, header.encode());
  }

  /**
   * Dump: the addresses of a family that a link has; the kernel refuses with ENODEV if there is no
   * such link. A kernel before 5.0 answers with all links: compare {@link AddressMessage#index()}.
   */
  public static Frame addresses(AddressFamily family, int index) {
    AddressMessage filter = new AddressMessage(family.number(), 0, 0, 0, index, List.of());
    return Frame.request(MessageTypes.GET_ADDRESS, Flags.DUMP, filter.encode());
  }

  /** With strict checks the header of a dump must be zero but for the family. */
  private static Frame routeDump(AddressFamily family, List<RouteAttribute> filter) {
    RouteMessage header = new RouteMessage(family.number(), 0, 0, 0, 0, 0, 0, 0, 0, filter);
    return Frame.request(MessageTypes.GET_ROUTE, Flags.DUMP, header.encode());
  }
}
