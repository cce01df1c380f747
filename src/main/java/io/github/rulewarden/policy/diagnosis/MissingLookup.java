package io.github.rulewarden.policy.diagnosis;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.classify.TailscaleLink;
import java.util.Optional;

/** Why no rule of a family is Tailscale's lookup. */
public sealed interface MissingLookup {
  /** The table that should be Tailscale's belongs to another program. */
  record TableIsForeign(long table) implements MissingLookup {}

  /**
   * A rule looks up the table, but only for some packets, such as those of one user.
   *
   * @param link the name of Tailscale's link; empty if it does not exist
   */
  record MatchesSomePackets(Rule rule, Optional<String> link) implements MissingLookup {}

  /** No rule looks up the table, and Tailscale's link does not exist. */
  record LinkIsMissing(long table, String link) implements MissingLookup {}

  /** No rule looks up the table, although Tailscale's link exists. */
  record LinkExists(long table, String link) implements MissingLookup {}

  /** Tailscale uses only the other family: no rule and no route of this one is Tailscale's. */
  record FamilyIsUnused(Family family, long table) implements MissingLookup {}

  /**
   * The reason.
   *
   * @param ladder has no lookup
   */
  static MissingLookup of(Ladder ladder, Snapshot snapshot, Policy policy) {
    long table = policy.tailscale().table();
    if (!TailscaleLink.ownsTable(snapshot, policy)) {
      return new TableIsForeign(table);
    }
    Optional<Link> link = TailscaleLink.of(snapshot, policy);
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().table() == table && entry.role() != Role.OWNED) {
        return new MatchesSomePackets(entry.rule(), link.map(Link::name));
      }
    }
    if (link.isEmpty()) {
      String expected = policy.tailscale().linkName().orElse(TailscaleLink.USUAL_NAME);
      return new LinkIsMissing(table, expected);
    }
    return isUnused(ladder, snapshot, table)
        ? new FamilyIsUnused(ladder.family(), table)
        : new LinkExists(table, link.get().name());
  }

  /**
   * tailscaled adds no rules and no routes of a family that its link does not have ({@code
   * disable_ipv6}).
   */
  private static boolean isUnused(Ladder ladder, Snapshot snapshot, long table) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.role().isTailscale()) {
        return false;
      }
    }
    boolean isOtherUsed = false;
    boolean isUnused = false;
    for (Family family : Family.values()) {
      Optional<TailnetRoutes> routes = snapshot.tailnet().table(family, table);
      if (family == ladder.family()) {
        isUnused = routes.isPresent() && routes.get().peers().isEmpty();
      } else {
        isOtherUsed = routes.isPresent() && !routes.get().peers().isEmpty();
      }
    }
    return isUnused && isOtherUsed;
  }
}
