package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tables;
import java.util.Optional;

/**
 * A peer of the tailnet that this host cannot reach: a packet to it (user 0, no mark) does not
 * leave through Tailscale's link.
 *
 * @param peer the packet's destination
 * @param link the name of the link through which the packet leaves; empty if the kernel refuses to
 *     send it
 * @param rule the rule that causes this; empty if it cannot be determined
 */
public record UnreachablePeer(Address peer, Optional<String> link, Optional<Rule> rule) {
  private static final int PLAIN_UID = 0;
  private static final int UNMARKED = 0;

  /**
   * The peer, if its route does not lead to Tailscale's link; empty if it does, or if the kernel
   * was not queried.
   */
  public static Optional<UnreachablePeer> of(Ladder ladder, Snapshot snapshot, Policy policy) {
    Optional<PeerRoute> route = snapshot.tailnet().peerRoute(ladder.family());
    if (route.isEmpty()) {
      return Optional.empty();
    }
    Address peer = route.get().peer();
    return switch (route.get().outcome()) {
      case PeerRoute.LeavesBy(int index, long table, int prefixLength) ->
          isTailscaleLink(index, snapshot, policy)
              ? Optional.empty()
              : Optional.of(
                  new UnreachablePeer(
                      peer,
                      Optional.of(name(index, snapshot)),
                      found(ladder, peer, table, prefixLength)));
      case PeerRoute.Refused(PeerRoute.Refusal refusal) ->
          Optional.of(new UnreachablePeer(peer, Optional.empty(), refusing(ladder, peer, refusal)));
    };
  }

  private static boolean isTailscaleLink(int index, Snapshot snapshot, Policy policy) {
    for (Link link : snapshot.links()) {
      if (link.index() == index) {
        return TailscaleLink.is(link, snapshot, policy);
      }
    }
    return false;
  }

  private static String name(int index, Snapshot snapshot) {
    for (Link link : snapshot.links()) {
      if (link.index() == index) {
        return link.name();
      }
    }
    return "link " + index;
  }

  /**
   * The rule that finds a route of this length in this table. Only a foreign rule ahead of
   * Tailscale's lookup is returned: any other rule is where it should be. Behind a {@code goto}
   * that matches the packet, the result is not certain.
   */
  private static Optional<Rule> found(Ladder ladder, Address peer, long table, int prefixLength) {
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      if (matches(rule, peer)) {
        if (rule.action() instanceof Action.Goto || rule.action() instanceof Action.Unknown) {
          return Optional.empty();
        }
        if (rule.table() == table && !suppresses(rule, prefixLength)) {
          return isForeignAhead(entry, ladder) ? Optional.of(rule) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isForeignAhead(Ladder.Entry entry, Ladder ladder) {
    return entry.role() == Role.OTHER && ladder.offends(entry);
  }

  private static boolean suppresses(Rule rule, int prefixLength) {
    for (Modifier modifier : rule.modifiers()) {
      if (modifier instanceof Modifier.SuppressPrefixLength(int longest)
          && prefixLength <= longest) {
        return true;
      }
    }
    return false;
  }

  /**
   * The rule that rejects the packet in this way, if no other rule or route can have rejected it.
   */
  private static Optional<Rule> refusing(Ladder ladder, Address peer, PeerRoute.Refusal refusal) {
    Optional<Action.Reject.Kind> kind =
        switch (refusal) {
          case NO_ROUTE_OR_RULE -> Optional.of(Action.Reject.Kind.UNREACHABLE);
          case PROHIBIT -> Optional.of(Action.Reject.Kind.PROHIBIT);
          case BLACKHOLE -> Optional.of(Action.Reject.Kind.BLACKHOLE);
          case ROUTE -> Optional.empty();
        };
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      boolean isLocal = entry.role() == Role.KERNEL && rule.table() == Tables.LOCAL;
      if (matches(rule, peer) && !isLocal) {
        // A rule ahead of a rejecting rule may have found a rejecting route.
        return isForeignAhead(entry, ladder)
                && rule.action() instanceof Action.Reject(Action.Reject.Kind how)
                && kind.equals(Optional.of(how))
            ? Optional.of(rule)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean matches(Rule rule, Address peer) {
    boolean isMet = true;
    for (Criterion criterion : rule.selector().criteria()) {
      isMet &= isMet(criterion, peer);
    }
    return isMet != rule.selector().isInverted();
  }

  /**
   * The packet has no source address yet, so it matches no source prefix ({@code fib6_rule_match}).
   */
  private static boolean isMet(Criterion criterion, Address peer) {
    Family family = peer.family();
    return switch (criterion) {
      case Criterion.To(Prefix prefix) -> prefix.covers(new Prefix(peer, family.addressBits()));
      case Criterion.FwMark(var mark) -> mark.matches(UNMARKED);
      case Criterion.IncomingInterface(String name) -> name.equals("lo");
      case Criterion.UserIds(var range) -> range.contains(PLAIN_UID);
      case Criterion.From(Prefix prefix) -> prefix.length() == 0;
      case Criterion.TypeOfService _,
          Criterion.OutgoingInterface _,
          Criterion.L3Master _,
          Criterion.IpProtocol _,
          Criterion.SourcePorts _,
          Criterion.DestinationPorts _,
          Criterion.TunnelId _,
          Criterion.Dscp _ ->
          false;
    };
  }
}
