package io.github.rulewarden.fib;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the tailnet's routes.
 *
 * @param tables what Tailscale's table holds, one entry for each family that was read
 * @param peerRoutes the kernel's answers for one peer of each family that has one, as far as the
 *     kernel was asked
 */
public record Tailnet(List<TailnetRoutes> tables, List<PeerRoute> peerRoutes) {
  /** Nothing is known. */
  public static final Tailnet UNKNOWN = new Tailnet(List.of(), List.of());

  public Tailnet {
    tables = List.copyOf(tables);
    peerRoutes = List.copyOf(peerRoutes);
  }

  /** What a table that was read holds in one family; empty if it was not read. */
  public Optional<TailnetRoutes> table(Family family, long number) {
    for (TailnetRoutes table : tables) {
      if (table.family() == family && table.table() == number) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** How the kernel routes the plain packet to a peer; empty if it was not asked. */
  public Optional<PeerRoute> peerRoute(Family family) {
    for (PeerRoute route : peerRoutes) {
      if (route.peer().family() == family) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /** The same with the kernel's answers. */
  public Tailnet with(List<PeerRoute> answers) {
    return new Tailnet(tables, answers);
  }
}
