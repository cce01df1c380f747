package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about the tailnet's routes.
 *
 * @param tables the contents of Tailscale's table, one entry for each family that was read
 * @param peerRoutes the kernel's routes to {@link #peers()}; only those that were queried
 */
public record Tailnet(List<TailnetRoutes> tables, List<PlainRoute> peerRoutes) {
  /** Nothing is known. */
  public static final Tailnet UNKNOWN = new Tailnet(List.of(), List.of());

  public Tailnet {
    tables = List.copyOf(tables);
    peerRoutes = List.copyOf(peerRoutes);
  }

  /** The contents of a table in one family; empty if it was not read. */
  public Optional<TailnetRoutes> table(Family family, long number) {
    for (TailnetRoutes table : tables) {
      if (table.family() == family && table.table() == number) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** The peers whose routes to query, in both families. */
  public List<Address> peers() {
    List<Address> peers = new ArrayList<>();
    for (TailnetRoutes table : tables) {
      for (Prefix peer : table.peers()) {
        peers.add(peer.address());
      }
    }
    return peers;
  }

  /** How the kernel routes packets without a mark to peers of one family. */
  public List<PlainRoute> peerRoutes(Family family) {
    List<PlainRoute> routes = new ArrayList<>();
    for (PlainRoute route : peerRoutes) {
      if (route.destination().family() == family) {
        routes.add(route);
      }
    }
    return routes;
  }

  /** A copy with these routes to peers. */
  public Tailnet with(List<PlainRoute> answers) {
    return new Tailnet(tables, answers);
  }
}
