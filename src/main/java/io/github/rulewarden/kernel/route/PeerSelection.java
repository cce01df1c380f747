package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.TailnetRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Selects some peers of one family. The rules treat two peers alike if each prefix that a rule
 * selects contains both or neither, so one of them is enough.
 */
final class PeerSelection {
  /** The addresses of MagicDNS. Their route counts as a peer only if there is no real peer. */
  private static final Set<Address> MAGIC_DNS =
      Set.of(
          new Address(Family.IPV4, 0, 0x64646464L),
          new Address(Family.IPV6, 0xfd7a115ca1e0_0000L, 0x53));

  /** Each part costs a comparison for each peer, and may cost a query in each round. */
  private static final int MOST_PARTS = 16;

  private final List<Prefix> parts;
  private final List<Prefix> peers = new ArrayList<>();

  /**
   * A selection without peers.
   *
   * @param parts the result of {@link #parts(List)}
   */
  PeerSelection(List<Prefix> parts) {
    this.parts = parts;
  }

  /** The first parts of the tailnet that rules select as a destination. */
  static List<Prefix> parts(List<Rule> rules) {
    List<Prefix> parts = new ArrayList<>();
    for (Rule rule : rules) {
      for (Criterion criterion : rule.selector().criteria()) {
        if (criterion instanceof Criterion.To(Prefix prefix)
            && TailnetRoutes.isPart(prefix)
            && parts.size() < MOST_PARTS
            && !parts.contains(prefix)) {
          parts.add(prefix);
        }
      }
    }
    return parts;
  }

  /** Selects a peer if it is needed. */
  void add(Prefix peer) {
    if (needs(peer)) {
      peers.removeIf(other -> isAlike(peer, other));
      peers.add(peer);
    }
  }

  /** Whether no selected peer stands for this one. */
  boolean needs(Prefix peer) {
    for (Prefix other : peers) {
      if (isAlike(peer, other)) {
        return isMagicDns(other) && !isMagicDns(peer);
      }
    }
    return true;
  }

  private boolean isAlike(Prefix one, Prefix other) {
    for (Prefix part : parts) {
      if (part.covers(one) != part.covers(other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMagicDns(Prefix peer) {
    return MAGIC_DNS.contains(peer.address());
  }

  /** Whether a peer is selected. */
  boolean contains(Prefix peer) {
    return peers.contains(peer);
  }

  /** The selected peers; MagicDNS only if there is no other. */
  List<Prefix> peers() {
    List<Prefix> real = new ArrayList<>();
    for (Prefix peer : peers) {
      if (!isMagicDns(peer)) {
        real.add(peer);
      }
    }
    return real.isEmpty() ? List.copyOf(peers) : real;
  }
}
