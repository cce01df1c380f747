package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The VPN tunnels, and the tables that lead to them.
 *
 * <p>Two kinds of links do not count as VPN tunnels: Tailscale's link, and a link that a default
 * route of main uses. The latter is an uplink, even if it is a ppp link or a TUN.
 */
public final class Tunnels {
  private final List<DefaultRoute> defaultRoutes;
  private final List<Link> tunnels;

  /** Links that count as a tunnel only if a capture's table leads to them. */
  private final List<Link> possible;

  private Tunnels(List<DefaultRoute> defaultRoutes, List<Link> tunnels, List<Link> possible) {
    this.defaultRoutes = defaultRoutes;
    this.tunnels = List.copyOf(tunnels);
    this.possible = List.copyOf(possible);
  }

  /** The tunnels of a snapshot. */
  public static Tunnels of(Snapshot snapshot, Policy policy) {
    List<Link> tunnels = new ArrayList<>();
    List<Link> possible = new ArrayList<>();
    for (Link link : snapshot.links()) {
      if (link.kind() != Link.Kind.OTHER
          && !snapshot.uplinks().contains(link.index())
          && !TailscaleLink.is(link, snapshot, policy)) {
        (link.kind() == Link.Kind.POINT_TO_POINT ? possible : tunnels).add(link);
      }
    }
    return new Tunnels(snapshot.defaultRoutes(), tunnels, possible);
  }

  /** The tunnel that a default route of a capture's table leads to, in either family. */
  public Optional<Link> behind(long table) {
    for (DefaultRoute route : defaultRoutes) {
      if (route.table() == table) {
        Optional<Link> tunnel = find(tunnels, route.outgoingInterface());
        if (tunnel.isEmpty()) {
          tunnel = find(possible, route.outgoingInterface());
        }
        if (tunnel.isPresent()) {
          return tunnel;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Link> find(List<Link> links, int index) {
    for (Link link : links) {
      if (link.index() == index) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** The links that count as a tunnel even if no table leads to them. */
  public List<Link> all() {
    return tunnels;
  }

  /**
   * The ifindex of the youngest tunnel, or 0 if there is none; the kernel counts ifindexes upwards.
   */
  public int newest() {
    int newest = 0;
    for (Link tunnel : tunnels) {
      newest = Math.max(newest, tunnel.index());
    }
    return newest;
  }
}
