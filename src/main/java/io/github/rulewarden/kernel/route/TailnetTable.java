package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.wire.Addresses;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cache of Tailscale's table. A large tailnet has thousands of routes, so an event about one of
 * them invalidates the cache only if it changes what the cache contains.
 */
final class TailnetTable {
  /** The routes of one family. Events update the number of peers. */
  private static final class Content {
    private final Set<Integer> links = new HashSet<>();
    private final Set<Integer> otherLinks = new HashSet<>();
    private final PeerSelection selection;
    private int peers;

    Content(List<Prefix> parts) {
      selection = new PeerSelection(parts);
    }

    void add(RouteMessage route) throws MalformedMessageException {
      int link = RouteFields.outgoingInterface(route);
      if (isPeer(route)) {
        peers++;
        links.add(link);
        selection.add(RouteFields.destination(route));
      } else if (isForeign(route)) {
        otherLinks.add(link);
      }
    }

    /** Whether the content differs after an event that {@link #peers} already includes. */
    boolean isInvalidatedBy(int type, RouteMessage route) throws MalformedMessageException {
      boolean isNew = type == MessageTypes.NEW_ROUTE;
      int link = RouteFields.outgoingInterface(route);
      if (!isPeer(route)) {
        // While there are peers, other routes prove nothing.
        return peers <= 0 && isForeign(route) && (!isNew || !otherLinks.contains(link));
      }
      Prefix peer = RouteFields.destination(route);
      return isNew
          ? !links.contains(link) || selection.needs(peer)
          : peers <= 0 || selection.contains(peer);
    }

    TailnetRoutes value(Family family, long table) {
      return new TailnetRoutes(family, table, selection.peers(), links, otherLinks);
    }
  }

  private final RuleChannel channel;
  private final Map<Family, Content> contents = new EnumMap<>(Family.class);
  private List<TailnetRoutes> routes = List.of();
  private Map<Family, List<Prefix>> parts = Map.of();
  private long number;
  private boolean isStale;

  TailnetTable(RuleChannel channel) {
    this.channel = channel;
  }

  /** Sets the number of the table. */
  void select(long table) {
    if (table != number) {
      number = table;
      routes = List.of();
      contents.clear();
      forget();
    }
  }

  /** Makes the next {@link #refresh} read the table. */
  void forget() {
    isStale = number != 0;
  }

  /** Whether this is the number of the table. */
  boolean is(long table) {
    return number != 0 && table == number;
  }

  List<TailnetRoutes> routes() {
    return routes;
  }

  /**
   * Reads the table if it is stale, or if it has to be read for other parts of the tailnet.
   *
   * @param partsOf for each family to read, {@link PeerSelection#parts}
   */
  void refresh(Map<Family, List<Prefix>> partsOf) throws NetlinkException {
    if (number != 0 && !partsOf.equals(parts)) {
      parts = partsOf;
      isStale = true;
    }
    if (!isStale) {
      return;
    }
    contents.clear();
    List<TailnetRoutes> read = new ArrayList<>();
    for (Map.Entry<Family, List<Prefix>> entry : parts.entrySet()) {
      Family family = entry.getKey();
      Content content = new Content(entry.getValue());
      Frame request = Requests.routes(Addresses.family(family), number);
      for (Frame frame : channel.dumpUnlessMissing(request)) {
        if (RouteFields.isOf(frame.payload(), family, number)) {
          content.add(RouteMessage.decode(frame.payload()));
        }
      }
      contents.put(family, content);
      read.add(content.value(family, number));
    }
    routes = List.copyOf(read);
    isStale = false;
  }

  /**
   * Processes an event about a route of this table. Returns whether the table has to be read again.
   *
   * @param type NEW_ROUTE or DELETE_ROUTE
   */
  boolean routeChanged(int type, RouteMessage route) throws MalformedMessageException {
    Content content = contents.get(Addresses.family(route.family()));
    if (isStale || content == null) {
      return true;
    }
    if (isPeer(route)) {
      content.peers += type == MessageTypes.NEW_ROUTE ? 1 : -1;
    }
    isStale = content.isInvalidatedBy(type, route);
    return isStale;
  }

  /**
   * Whether a change of this link can change the table. The kernel may send no route event for
   * that.
   */
  boolean dependsOn(int link) {
    for (Content content : contents.values()) {
      if (content.links.contains(link) || content.otherLinks.contains(link)) {
        return true;
      }
    }
    return false;
  }

  /** tailscaled's {@code throw} routes remain when its link is removed, so they prove nothing. */
  private static boolean isForeign(RouteMessage route) {
    return route.type() != RouteTypes.THROW;
  }

  private static boolean isPeer(RouteMessage route) throws MalformedMessageException {
    return route.type() == RouteTypes.UNICAST
        && TailnetRoutes.isInside(RouteFields.destination(route));
  }
}
