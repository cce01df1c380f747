package io.github.rulewarden.policy.diagnosis;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.TailscaleLink;
import java.util.Optional;

/** Why Tailscale's rules have no effect at present. */
public sealed interface Disconnection {
  /** Tailscale's link does not exist. */
  record LinkIsMissing(String link) implements Disconnection {}

  /** There is no link of this name, the table is empty, and another TUN may be Tailscale's. */
  record LinkIsUnknown(String link, long table) implements Disconnection {}

  /** Tailscale's link is down and its table is empty. */
  record LinkIsDown(String link, long table) implements Disconnection {}

  /** The reason; empty if the rules have an effect. */
  static Optional<Disconnection> of(Snapshot snapshot, Policy policy) {
    long table = policy.tailscale().table();
    Optional<Link> link = TailscaleLink.of(snapshot, policy);
    if (link.isPresent()) {
      return link.get().condition() == Link.Condition.DOWN && isEmpty(snapshot, table)
          ? Optional.of(new LinkIsDown(link.get().name(), table))
          : Optional.empty();
    }
    String expected = policy.tailscale().linkName().orElse(TailscaleLink.USUAL_NAME);
    return Optional.of(
        TailscaleLink.mayHaveAnotherName(snapshot, policy)
            ? new LinkIsUnknown(expected, table)
            : new LinkIsMissing(expected));
  }

  /** Whether the table is known to have no routes that a link carries. */
  private static boolean isEmpty(Snapshot snapshot, long table) {
    boolean isKnown = false;
    for (Family family : Family.values()) {
      Optional<TailnetRoutes> routes = snapshot.tailnet().table(family, table);
      if (routes.isPresent()) {
        isKnown = true;
        if (!routes.get().links().isEmpty() || !routes.get().otherLinks().isEmpty()) {
          return false;
        }
      }
    }
    return isKnown;
  }
}
