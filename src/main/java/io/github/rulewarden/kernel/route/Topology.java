package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.InternetCoverage;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.LinkAttribute;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.wire.Addresses;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cache of the links, the default routes of tables that may be a VPN's, and Tailscale's table. It
 * reads them only after they changed, because most events are about rules.
 *
 * <p>It reads only the tables T of rules {@code not fwmark M lookup T}, each with a separate dump:
 * the main table of a router may hold a million routes.
 *
 * <p>For a dump of IPv6 routes a kernel without IPv6 returns those of every other family ({@code
 * rtnl_dump_all} in {@code net/core/rtnetlink.c}). So this class does not request routes of an
 * absent family, and compares the family of each message.
 */
public final class Topology {
  private final RuleChannel channel;
  private final TailnetTable tailnet;
  private final Uplinks uplinks;
  private final Map<Long, List<DefaultRoute>> byTable = new HashMap<>();
  private List<DefaultRoute> defaultRoutes = List.of();
  private List<Link> links = List.of();
  private Set<Integer> uplinkIndexes = Set.of();
  private Set<Long> watched = Set.of();
  private boolean isStale = true;

  public Topology(RuleChannel channel) {
    this.channel = channel;
    this.tailnet = new TailnetTable(channel);
    this.uplinks = new Uplinks(channel);
  }

  /** Makes the next {@link #refresh} read everything except Tailscale's table. */
  public void forget() {
    isStale = true;
  }

  /** Makes the next {@link #refresh} read Tailscale's table. */
  public void forgetTailnet() {
    tailnet.forget();
  }

  /** Processes an event about a link or one of its addresses. */
  public void linkChanged(int link) {
    isStale = true;
    if (tailnet.routes().isEmpty() || tailnet.dependsOn(link)) {
      tailnet.forget();
    }
  }

  /**
   * Processes an event about a route. Returns whether the event is relevant.
   *
   * @param type NEW_ROUTE or DELETE_ROUTE
   */
  public boolean routeChanged(int type, Bytes payload) throws MalformedMessageException {
    long table = RouteMessage.tableOf(payload);
    boolean isTailnet = tailnet.is(table);
    boolean invalidates = isTailnet && tailnet.routeChanged(type, RouteMessage.decode(payload));
    invalidates |= RouteMessage.destinationLengthOf(payload) == 0 || byTable.containsKey(table);
    isStale |= invalidates;
    // A route of any table may capture the tailnet's packets. That requires no new read.
    return invalidates || (!isTailnet && leadsToTailnet(payload));
  }

  private static boolean leadsToTailnet(Bytes payload) throws MalformedMessageException {
    return TailnetRoutes.overlaps(RouteFields.destination(RouteMessage.decode(payload)));
  }

  /** Sets tables to read even if no rule refers to them. */
  public void watch(Set<Long> tables) {
    if (!tables.equals(watched)) {
      watched = Set.copyOf(tables);
      isStale = true;
    }
  }

  /** Sets the table that Tailscale uses; 0 for none. */
  public void watchTailnet(long table) {
    tailnet.select(table);
  }

  /**
   * Reads what the rules require and the cache does not contain.
   *
   * @param absent the families for which the kernel has no policy routing
   */
  public void refresh(List<Rule> ipv4, List<Rule> ipv6, Set<Family> absent)
      throws NetlinkException {
    Set<Family> families = EnumSet.allOf(Family.class);
    families.removeAll(absent);
    if (isStale) {
      byTable.clear();
      links = readLinks();
    }
    int tables = byTable.size();
    readTablesOf(ipv4, families);
    readTablesOf(ipv6, families);
    for (long table : watched) {
      readTable(table, families);
    }
    tailnet.refresh(parts(ipv4, ipv6, families));
    if (isStale || byTable.size() != tables) {
      List<DefaultRoute> all = new ArrayList<>();
      for (List<DefaultRoute> routes : byTable.values()) {
        all.addAll(routes);
      }
      defaultRoutes = List.copyOf(all);
      List<Rule> rules = new ArrayList<>(ipv4);
      rules.addAll(ipv6);
      uplinkIndexes = Set.copyOf(uplinks.of(rules, all, links));
    }
    isStale = false;
  }

  private static Map<Family, List<Prefix>> parts(
      List<Rule> ipv4, List<Rule> ipv6, Set<Family> families) {
    Map<Family, List<Prefix>> parts = new EnumMap<>(Family.class);
    for (Family family : families) {
      parts.put(family, PeerSelection.parts(family == Family.IPV4 ? ipv4 : ipv6));
    }
    return parts;
  }

  /** The ifindexes of links that look like a tunnel but are, or may be, an uplink. */
  public Set<Integer> uplinks() {
    return uplinkIndexes;
  }

  public List<Link> links() {
    return links;
  }

  public List<DefaultRoute> defaultRoutes() {
    return defaultRoutes;
  }

  public List<TailnetRoutes> tailnetRoutes() {
    return tailnet.routes();
  }

  private void readTablesOf(List<Rule> rules, Set<Family> families) throws NetlinkException {
    for (Rule rule : rules) {
      long table = rule.table();
      if (rule.selector().isInverted() && table != 0 && !Tables.isKernels(table)) {
        readTable(table, families);
      }
    }
  }

  private void readTable(long table, Set<Family> families) throws NetlinkException {
    if (byTable.containsKey(table)) {
      return;
    }
    List<DefaultRoute> routes = new ArrayList<>();
    for (Family family : families) {
      readTable(family, table, routes);
    }
    byTable.put(table, routes);
  }

  /** A kernel that cannot filter a dump returns every table, so the table is compared. */
  private void readTable(Family family, long table, List<DefaultRoute> routes)
      throws NetlinkException {
    Map<Integer, List<Prefix>> piecesByLink = new HashMap<>();
    Frame request = Requests.routes(Addresses.family(family), table);
    for (Frame frame : channel.dumpUnlessMissing(request)) {
      int length = RouteMessage.destinationLengthOf(frame.payload());
      if (length > RouteFilter.LONGEST_PIECE || !RouteFields.isOf(frame.payload(), family, table)) {
        continue;
      }
      RouteMessage route = RouteMessage.decode(frame.payload());
      int outgoing = RouteFields.outgoingInterface(route);
      if (length == 0) {
        routes.add(new DefaultRoute(family, table, outgoing));
      } else if (outgoing != 0) {
        piecesByLink
            .computeIfAbsent(outgoing, _ -> new ArrayList<>())
            .add(RouteFields.destination(route));
      }
    }
    for (Map.Entry<Integer, List<Prefix>> byLink : piecesByLink.entrySet()) {
      if (InternetCoverage.isWhole(family, byLink.getValue())) {
        routes.add(new DefaultRoute(family, table, byLink.getKey(), DefaultRoute.Form.PIECES));
      }
    }
  }

  private List<Link> readLinks() throws NetlinkException {
    List<Link> read = new ArrayList<>();
    for (Frame frame : channel.dump(Requests.links())) {
      LinkMessage message = LinkMessage.decode(frame.payload());
      String name = message.find(LinkAttribute.Name.class).map(LinkAttribute.Name::name).orElse("");
      Link.Condition condition =
          (message.flags() & LinkMessage.UP) != 0 ? Link.Condition.UP : Link.Condition.DOWN;
      read.add(new Link(message.index(), name, LinkKinds.of(message), condition));
    }
    return List.copyOf(read);
  }
}
