package io.github.rulewarden.fib;

import java.util.List;
import java.util.Optional;

/**
 * What is known about the tailnet's routes.
 *
 * @param tables the contents of Tailscale's table, one entry for each family that was read
 * @param peerRoutes the kernel's routes to one peer of each family that has one; only those that
 *     were queried
 */
public record Tailnet(List<TailnetRoutes> tables, List<PeerRoute> peerRoutes) {
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

  /** How the kernel routes a packet without a mark to a peer; empty if that was not queried. */
  public Optional<PeerRoute> peerRoute(Family family) {
    for (PeerRoute route : peerRoutes) {
      if (route.peer().family() == family) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /** A copy with these routes to peers. */
  public Tailnet with(List<PeerRoute> answers) {
    return new Tailnet(tables, answers);
  }
}
