package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Main's default routes through links that could be a VPN's tunnel. Main may hold a million routes,
 * so it is never dumped whole: each such link's routes are dumped once, and again when one of
 * main's default routes changes.
 */
final class Uplinks {
  private final RuleChannel channel;
  private final Map<Integer, List<DefaultRoute>> known = new HashMap<>();

  Uplinks(RuleChannel channel) {
    this.channel = channel;
  }

  void forget() {
    known.clear();
  }

  /** Adds main's default routes by the links that other tables' routes leave by. */
  void addTo(List<DefaultRoute> routes, Set<Integer> candidates, Set<Family> families)
      throws NetlinkException {
    List<DefaultRoute> found = new ArrayList<>();
    for (DefaultRoute route : routes) {
      int link = route.outgoingInterface();
      if (candidates.contains(link)) {
        List<DefaultRoute> byLink = known.get(link);
        if (byLink == null) {
          byLink = read(link, families);
          known.put(link, byLink);
        }
        for (DefaultRoute uplink : byLink) {
          if (!found.contains(uplink)) {
            found.add(uplink);
          }
        }
      }
    }
    routes.addAll(found);
  }

  private List<DefaultRoute> read(int link, Set<Family> families) throws NetlinkException {
    List<DefaultRoute> routes = new ArrayList<>();
    for (Family family : families) {
      Frame request = Requests.routes(RuleCodec.addressFamily(family), Tables.MAIN, link);
      for (Frame frame : channel.dumpUnlessMissing(request)) {
        if (RouteMessage.destinationLengthOf(frame.payload()) == 0
            && RouteFields.isOf(frame.payload(), family, Tables.MAIN)
            && RouteFields.leavesBy(RouteMessage.decode(frame.payload()), link)) {
          routes.add(new DefaultRoute(family, Tables.MAIN, link));
        }
      }
    }
    return routes;
  }
}
