package io.github.rulewarden.policy.diagnosis;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.PlainPacket;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.classify.TailscaleLink;
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
  /**
   * The first peer whose route does not lead to Tailscale's link; empty if there is none among
   * those for which the kernel was queried.
   */
  public static Optional<UnreachablePeer> of(Ladder ladder, Snapshot snapshot, Policy policy) {
    for (PlainRoute route : snapshot.tailnet().peerRoutes(ladder.family())) {
      Optional<UnreachablePeer> unreachable = of(route, ladder, snapshot, policy);
      if (unreachable.isPresent()) {
        return unreachable;
      }
    }
    return Optional.empty();
  }

  private static Optional<UnreachablePeer> of(
      PlainRoute route, Ladder ladder, Snapshot snapshot, Policy policy) {
    Address peer = route.destination();
    return switch (route.outcome()) {
      case PlainRoute.LeavesBy(int index, long table, int prefixLength) ->
          isTailscaleLink(index, snapshot, policy)
              ? Optional.empty()
              : Optional.of(
                  new UnreachablePeer(
                      peer,
                      Optional.of(name(index, snapshot)),
                      found(ladder, peer, table, prefixLength)));
      case PlainRoute.Refused(PlainRoute.Refusal refusal) ->
          Optional.of(new UnreachablePeer(peer, Optional.empty(), refusing(ladder, peer, refusal)));
    };
  }

  private static boolean isTailscaleLink(int index, Snapshot snapshot, Policy policy) {
    Optional<Link> link = snapshot.link(index);
    return link.isPresent() && TailscaleLink.is(link.get(), snapshot, policy);
  }

  private static String name(int index, Snapshot snapshot) {
    Optional<Link> link = snapshot.link(index);
    return link.isPresent() ? link.get().name() : "link " + index;
  }

  /**
   * The rule that finds a route of this length in this table, or the {@code goto} that leads past
   * Tailscale's lookup to that rule. Only a foreign rule ahead of the lookup is returned: any other
   * rule is where it should be.
   */
  private static Optional<Rule> found(Ladder ladder, Address peer, long table, int prefixLength) {
    PlainPacket packet = PlainPacket.to(peer);
    Optional<Rule> bypass = Optional.empty();
    int next = 0;
    while (next < ladder.entries().size()) {
      Ladder.Entry entry = ladder.entries().get(next);
      Rule rule = entry.rule();
      next++;
      if (!packet.matches(rule)) {
        continue;
      }
      if (rule.action() instanceof Action.Unknown) {
        return Optional.empty();
      }
      if (rule.action() instanceof Action.Goto(long priority)) {
        int target = target(entry, priority, ladder);
        if (ladder.offends(entry) && target > ladder.decisiveLookup() && bypass.isEmpty()) {
          bypass = Optional.of(rule);
        }
        next = target;
      } else if (rule.table() == table && !suppresses(rule, prefixLength)) {
        return bypass.isPresent() ? bypass : certain(entry, ladder);
      }
    }
    return Optional.empty();
  }

  /**
   * The place of the first rule at the target of a {@code goto}; the next place if there is none,
   * because the kernel ignores such a rule ({@code fib_rules_lookup} in {@code
   * net/core/fib_rules.c}).
   */
  private static int target(Ladder.Entry jump, long priority, Ladder ladder) {
    for (int place = jump.place() + 1; place < ladder.entries().size(); place++) {
      if (ladder.entries().get(place).rule().priority() == priority) {
        return place;
      }
    }
    return jump.place() + 1;
  }

  private static Optional<Rule> certain(Ladder.Entry entry, Ladder ladder) {
    return isForeignAhead(entry, ladder) && !maySuppressLink(entry.rule())
        ? Optional.of(entry.rule())
        : Optional.empty();
  }

  private static boolean isForeignAhead(Ladder.Entry entry, Ladder ladder) {
    return !entry.role().isVpn()
        && !entry.role().isTailscale()
        && !isKernelsLocal(entry)
        && ladder.offends(entry);
  }

  private static boolean isKernelsLocal(Ladder.Entry entry) {
    return entry.role() == Role.KERNEL && entry.rule().table() == Tables.LOCAL;
  }

  /** Whether a rule suppresses the routes through some links; it is not known which. */
  private static boolean maySuppressLink(Rule rule) {
    for (Modifier modifier : rule.modifiers()) {
      if (modifier instanceof Modifier.SuppressInterfaceGroup) {
        return true;
      }
    }
    return false;
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
  private static Optional<Rule> refusing(Ladder ladder, Address peer, PlainRoute.Refusal refusal) {
    Optional<Action.Reject.Kind> kind =
        switch (refusal) {
          case NO_ROUTE_OR_RULE -> Optional.of(Action.Reject.Kind.UNREACHABLE);
          case PROHIBIT -> Optional.of(Action.Reject.Kind.PROHIBIT);
          case BLACKHOLE -> Optional.of(Action.Reject.Kind.BLACKHOLE);
          case ROUTE -> Optional.empty();
        };
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      if (PlainPacket.to(peer).matches(rule) && !isKernelsLocal(entry)) {
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
}
