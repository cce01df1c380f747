package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.InternetAddress;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Snapshot;
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
 * send it into a tunnel, or nothing may route it.
 *
 * @param routes the kernel's replies; a family without a reply counts as exposed
 */
record LeakExposure(List<PlainRoute> routes, Snapshot snapshot, Policy policy) {
  /** Where the traffic of a leak goes. */
  enum Kind {
    /** Out in the clear. */
    EXPOSED,
    /**
     * Nowhere, into another tunnel, or to Tailscale's exit node. There is no leak to report, but
     * missing rules are still restored.
     */
    CONTAINED,
    /** Into the tunnel: the host was reconfigured, and nothing leaks. */
    CAPTURED
  }

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

  /** Where the traffic of a leak goes. LAN traffic in the tunnel is always exposed. */
  Kind of(Leak leak) {
    if (leak.kind() == Leak.Kind.STRIPPED) {
      return Kind.EXPOSED;
    }
    for (PlainRoute route : routes) {
      if (route.destination().family() == leak.family()) {
        return switch (route.outcome()) {
          case PlainRoute.Refused _ -> Kind.CONTAINED;
          case PlainRoute.LeavesBy(int link, _, _) -> of(link, leak.tunnel());
        };
      }
    }
    return Kind.EXPOSED;
  }

  private Kind of(int index, Link tunnel) {
    if (index == tunnel.index()) {
      return Kind.CAPTURED;
    }
    Optional<Link> tailscale = TailscaleLink.of(snapshot, policy);
    boolean isContained = tailscale.isPresent() && tailscale.get().index() == index;
    for (Link other : Tunnels.of(snapshot, policy).all()) {
      isContained |= other.index() == index;
    }
    return isContained ? Kind.CONTAINED : Kind.EXPOSED;
  }
}
