package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Address;
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
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tailscale's table as it was last read. A large tailnet has thousands of routes, so an event about
 * one of them is compared with what is known, and the table is read again only if that changes.
 */
final class TailnetTable {
  /** MagicDNS. Its route is used only if there is no peer, which is the better example. */
  private static final Set<Address> SERVICE =
      Set.of(
          new Address(Family.IPV4, 0, 0x64646464L),
          new Address(Family.IPV6, 0xfd7a115ca1e0_0000L, 0x53));

  /** What is known of one family's routes; events keep the number of peers up to date. */
  private static final class Content {
    private final Set<Integer> links = new HashSet<>();
    private final Set<Integer> otherLinks = new HashSet<>();
    private Optional<Prefix> peer = Optional.empty();
    private int peers;

    void add(RouteMessage route) throws MalformedMessageException {
      int link = RouteFields.outgoingInterface(route);
      if (isPeer(route)) {
        peers++;
        links.add(link);
        if (peer.isEmpty() || SERVICE.contains(peer.get().address())) {
          peer = Optional.of(RouteFields.destination(route));
        }
      } else if (link != 0) {
        otherLinks.add(link);
      }
    }

    TailnetRoutes value(Family family, long table) {
      return new TailnetRoutes(family, table, peer, links, otherLinks);
    }
  }

  private final RuleChannel channel;
  private final Map<Family, Content> contents = new EnumMap<>(Family.class);
  private List<TailnetRoutes> routes = List.of();
  private long number;
  private boolean isStale;

  TailnetTable(RuleChannel channel) {
    this.channel = channel;
  }

  /** The table's number from now on. */
  void choose(long table) {
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

  /** Whether a table is this one. */
  boolean is(long table) {
    return number != 0 && table == number;
  }

  List<TailnetRoutes> routes() {
    return routes;
  }

  /** Reads the table if it may have changed. */
  void refresh(Set<Family> families) throws NetlinkException {
    if (!isStale) {
      return;
    }
    contents.clear();
    List<TailnetRoutes> read = new ArrayList<>();
    for (Family family : families) {
      Content content = new Content();
      Frame request = Requests.routes(RuleCodec.addressFamily(family), number);
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
   * Takes in an event about a route of this table; returns whether the table has to be read again.
   *
   * @param type NEW_ROUTE or DELETE_ROUTE
   */
  boolean isNews(int type, RouteMessage route) throws MalformedMessageException {
    Content content = contents.get(RuleCodec.family(route.family()));
    if (isStale || content == null) {
      return true;
    }
    boolean isNew = type == MessageTypes.NEW_ROUTE;
    int link = RouteFields.outgoingInterface(route);
    boolean isNews;
    if (isPeer(route)) {
      content.peers += isNew ? 1 : -1;
      isNews =
          isNew
              ? !content.links.contains(link)
              : content.peers <= 0
                  || content.peer.equals(Optional.of(RouteFields.destination(route)));
    } else {
      // Beside peers other routes prove nothing.
      isNews = content.peers <= 0 && link != 0 && (!isNew || !content.otherLinks.contains(link));
    }
    isStale |= isNews;
    return isNews;
  }

  /**
   * Whether a change of this link can change the table; the kernel may send no route event then.
   */
  boolean dependsOn(int link) {
    for (Content content : contents.values()) {
      if (content.links.contains(link) || content.otherLinks.contains(link)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPeer(RouteMessage route) throws MalformedMessageException {
    return route.type() == RouteTypes.UNICAST
        && TailnetRoutes.isInside(RouteFields.destination(route));
  }
}
