package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which VPN tunnels there are and which tables lead into them. */
public final class Tunnels {
  private final List<DefaultRoute> defaultRoutes;
  private final List<Link> tunnels;

  private Tunnels(List<DefaultRoute> defaultRoutes, List<Link> tunnels) {
    this.defaultRoutes = defaultRoutes;
    this.tunnels = List.copyOf(tunnels);
  }

  /** The tunnels of a snapshot: links of kind wireguard and every TUN but Tailscale's. */
  public static Tunnels of(Snapshot snapshot, Policy policy) {
    List<Link> tunnels = new ArrayList<>();
    for (Link link : snapshot.links()) {
      if (isTunnel(link, policy)) {
        tunnels.add(link);
      }
    }
    return new Tunnels(snapshot.defaultRoutes(), tunnels);
  }

  /** The tunnel that a table's default route, of either family, leaves by. */
  public Optional<Link> behind(long table) {
    for (DefaultRoute route : defaultRoutes) {
      if (route.table() == table) {
        for (Link tunnel : tunnels) {
          if (tunnel.index() == route.outgoingInterface()) {
            return Optional.of(tunnel);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The tunnels, whatever leads into them. */
  public List<Link> all() {
    return tunnels;
  }

  /**
   * The ifindex of the youngest tunnel, or 0 if there is none; the kernel counts ifindexes upwards.
   */
  public int youngest() {
    int youngest = 0;
    for (Link tunnel : tunnels) {
      youngest = Math.max(youngest, tunnel.index());
    }
    return youngest;
  }

  private static boolean isTunnel(Link link, Policy policy) {
    return switch (link.kind()) {
      case WIREGUARD -> true;
      case TUN -> !link.name().equals(policy.tailscale().linkName());
      case OTHER -> false;
    };
  }
}
