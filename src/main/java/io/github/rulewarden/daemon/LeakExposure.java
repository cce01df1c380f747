package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.InternetAddress;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.TailscaleLink;
import io.github.rulewarden.policy.classify.Tunnels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the kernel sends the traffic of a leak. It may not leave in the clear: another rule may
 * send it into a tunnel, or nothing may route it. Then there is nothing to report. Missing rules
 * are restored all the same, because the answer is about one packet of user 0 of this host, and
 * other packets may go elsewhere.
 *
 * @param routes the kernel's replies; a family without a reply counts as exposed
 */
record LeakExposure(List<PlainRoute> routes, Snapshot snapshot, Policy policy) {
  /** A longer prefix may be a specific route that says nothing about the rest of the internet. */
  private static final int LONGEST_PREFIX = 7;

  /** Queries the kernel for the families of these leaks; without leaks nothing is sent. */
  static LeakExposure query(RuleTable table, List<Leak> leaks, Snapshot snapshot, Policy policy) {
    Set<Family> families = EnumSet.noneOf(Family.class);
    for (Leak leak : leaks) {
      families.add(leak.family());
    }
    List<Address> destinations = new ArrayList<>();
    for (Family family : families) {
      destinations.add(InternetAddress.of(family));
    }
    List<PlainRoute> routes =
        destinations.isEmpty() ? List.of() : table.routes(snapshot, destinations);
    return new LeakExposure(routes, snapshot, policy);
  }

  /** Those of the leaks whose traffic goes out in the clear, or into the tunnel from the LAN. */
  List<Leak> exposed(List<Leak> leaks) {
    List<Leak> exposed = new ArrayList<>();
    for (Leak leak : leaks) {
      if (leak.kind() == Leak.Kind.STRIPPED || !isContained(leak)) {
        exposed.add(leak);
      }
    }
    return exposed;
  }

  private boolean isContained(Leak leak) {
    for (PlainRoute route : routes) {
      if (route.destination().family() == leak.family()) {
        return switch (route.outcome()) {
          // A route that rejects the packet may be a specific one.
          case PlainRoute.Refused(var refusal) -> refusal == PlainRoute.Refusal.NO_ROUTE_OR_RULE;
          case PlainRoute.LeavesBy(int link, long table, int prefixLength) ->
              prefixLength <= LONGEST_PREFIX && isTunnel(link, table, leak.tunnel());
        };
      }
    }
    return false;
  }

  /** A link that main leads to is an uplink, whatever its kind, unless it is the tunnel itself. */
  private boolean isTunnel(int index, long table, Link tunnel) {
    if (index == tunnel.index()) {
      return true;
    }
    if (table == Tables.MAIN) {
      return false;
    }
    Optional<Link> tailscale = TailscaleLink.of(snapshot, policy);
    boolean isTunnel = tailscale.isPresent() && tailscale.get().index() == index;
    for (Link other : Tunnels.of(snapshot, policy).all()) {
      isTunnel |= other.index() == index;
    }
    return isTunnel;
  }
}
