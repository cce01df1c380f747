package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.LinkAttribute;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The links, and the default routes of the tables that could be a VPN's. Read only when one of them
 * changed: most events are about rules alone.
 *
 * <p>Only tables that some rule {@code not fwmark M lookup T} looks up are read, each by itself: a
 * router's main table may hold a million routes.
 *
 * <p>A kernel without IPv6 answers a dump of IPv6 routes with those of every other family ({@code
 * rtnl_dump_all} in {@code net/core/rtnetlink.c}), so no routes of an absent family are asked for,
 * and each answer's family is compared.
 */
final class Topology {
  private static final String KIND_WIREGUARD = "wireguard";
  private static final String KIND_TUN = "tun";

  private final RuleChannel channel;
  private final Map<Long, List<DefaultRoute>> byTable = new HashMap<>();
  private List<DefaultRoute> defaultRoutes = List.of();
  private List<Link> links = List.of();
  private Set<Long> watched = Set.of();
  private Set<Family> absent = Set.of();
  private boolean isStale = true;

  Topology(RuleChannel channel) {
    this.channel = channel;
  }

  /** Makes the next {@link #refresh} read everything anew. */
  void forget() {
    isStale = true;
  }

  /** Tables that are of use though no rule may name them. */
  void watch(Set<Long> tables) {
    watched = Set.copyOf(tables);
    isStale = true;
  }

  /**
   * Reads what is not known and of use for the rules.
   *
   * @param absentFamilies the families for which the kernel has no policy routing
   */
  void refresh(List<Rule> ipv4, List<Rule> ipv6, Set<Family> absentFamilies)
      throws NetlinkException {
    absent = absentFamilies;
    if (isStale) {
      byTable.clear();
      links = readLinks();
    }
    int tables = byTable.size();
    readTablesOf(ipv4);
    readTablesOf(ipv6);
    for (long table : watched) {
      readTable(table);
    }
    if (isStale || byTable.size() != tables) {
      List<DefaultRoute> all = new ArrayList<>();
      for (List<DefaultRoute> routes : byTable.values()) {
        all.addAll(routes);
      }
      defaultRoutes = List.copyOf(all);
    }
    isStale = false;
  }

  List<Link> links() {
    return links;
  }

  List<DefaultRoute> defaultRoutes() {
    return defaultRoutes;
  }

  private void readTablesOf(List<Rule> rules) throws NetlinkException {
    for (Rule rule : rules) {
      long table = rule.table();
      if (rule.selector().isInverted() && table != 0 && !Tables.isKernels(table)) {
        readTable(table);
      }
    }
  }

  private void readTable(long table) throws NetlinkException {
    if (byTable.containsKey(table)) {
      return;
    }
    List<DefaultRoute> routes = new ArrayList<>();
    for (Family family : Family.values()) {
      if (!absent.contains(family)) {
        readDefaultRoutes(family, table, routes);
      }
    }
    byTable.put(table, routes);
  }

  private void readDefaultRoutes(Family family, long table, List<DefaultRoute> routes)
      throws NetlinkException {
    AddressFamily addressFamily = RuleCodec.addressFamily(family);
    for (Frame frame : tableOrNothing(addressFamily, table)) {
      // A kernel that cannot filter a dump answers with every table.
      if (RouteMessage.familyOf(frame.payload()) == addressFamily.number()
          && RouteMessage.destinationLengthOf(frame.payload()) == 0
          && RouteMessage.tableOf(frame.payload()) == table) {
        RouteMessage route = RouteMessage.decode(frame.payload());
        int outgoing =
            route.type() == RouteTypes.UNICAST
                ? route
                    .find(RouteAttribute.OutputInterface.class)
                    .map(RouteAttribute.OutputInterface::index)
                    .orElse(0)
                : 0;
        routes.add(new DefaultRoute(family, table, outgoing));
      }
    }
  }

  private List<Frame> tableOrNothing(AddressFamily family, long table) throws NetlinkException {
    try {
      return channel.dump(Requests.routes(family, table));
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return List.of();
      }
      throw e;
    }
  }

  private List<Link> readLinks() throws NetlinkException {
    List<Link> read = new ArrayList<>();
    for (Frame frame : channel.dump(Requests.links())) {
      LinkMessage message = LinkMessage.decode(frame.payload());
      String name = message.find(LinkAttribute.Name.class).map(LinkAttribute.Name::name).orElse("");
      Link.Condition condition =
          (message.flags() & LinkMessage.UP) != 0 ? Link.Condition.UP : Link.Condition.DOWN;
      read.add(new Link(message.index(), name, kind(message), condition));
    }
    return List.copyOf(read);
  }

  private static Link.Kind kind(LinkMessage message) {
    return switch (message.kind().orElse("")) {
      case KIND_WIREGUARD -> Link.Kind.WIREGUARD;
      case KIND_TUN -> Link.Kind.TUN;
      default -> Link.Kind.OTHER;
    };
  }
}
