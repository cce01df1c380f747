package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Refusal;
import io.github.rulewarden.policy.TailscaleLink;
import io.github.rulewarden.policy.UnreachablePeer;
import io.github.rulewarden.policy.Verdict;
import java.util.Optional;

/** The sentences that explain the state of a family to operators. */
final class Sentences {
  private Sentences() {}

  static String absent(Family family) {
    return "This kernel has no policy routing for " + family.title() + ".";
  }

  /** An empty dump does not show which of the two is the case. */
  static String noRules(Family family) {
    return "The kernel reports no "
        + family.title()
        + " rules: either all were deleted, or the kernel has no policy routing for "
        + family.title()
        + ".";
  }

  /** Why there is no Tailscale lookup. */
  static String noTailscale(Snapshot snapshot, Policy policy) {
    long table = policy.tailscale().table();
    if (!TailscaleLink.ownsTable(snapshot, policy)) {
      return "Table "
          + table
          + " does not look like Tailscale's: it has routes, but none to a tailnet address. Set"
          + " tailscale.table if tailscaled uses another table, or tailscale.interface if it uses"
          + " this one.";
    }
    Optional<Link> link = TailscaleLink.of(snapshot, policy);
    return link.isEmpty()
        ? "Tailscale is not running here: no rule looks up its table " + table + "."
        : "No rule looks up Tailscale's table "
            + table
            + ", although "
            + link.get().name()
            + " is there. Restart tailscaled to add its rules again"
            + (table == Policy.Tailscale.DEFAULT.table() ? "." : ", or correct tailscale.table.");
  }

  static String noVpn() {
    return "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.";
  }

  /** Why the right order has no effect at present. */
  static String tailscaleStopped(Snapshot snapshot, Policy policy) {
    String link = policy.tailscale().linkName().orElse(TailscaleLink.USUAL_NAME);
    return (mayRunUnderAnotherName(snapshot, policy)
            ? "Tailscale is not connected: its rules are there, but its table "
                + policy.tailscale().table()
                + " is empty and there is no "
            : "Tailscale is not running: its rules are there, but there is no ")
        + link
        + ". Rulewarden keeps the order anyway.";
  }

  /**
   * Whether there is a TUN that may be Tailscale's although its table, which is empty, does not
   * show that.
   */
  private static boolean mayRunUnderAnotherName(Snapshot snapshot, Policy policy) {
    if (policy.tailscale().linkName().isPresent()) {
      return false;
    }
    for (Link link : snapshot.links()) {
      if (link.kind() == Link.Kind.TUN && !snapshot.hasDefaultRouteBy(link)) {
        return true;
      }
    }
    return false;
  }

  /** The tailnet is unreachable, and the cause is not a VPN's rule. */
  static String detour(UnreachablePeer detour, Ladder ladder, Snapshot snapshot, Policy policy) {
    Optional<String> actual = TailscaleLink.misnamed(snapshot, policy);
    if (actual.isPresent()) {
      return misnamed(actual.get(), policy) + ". Correct tailscale.interface.";
    }
    String link = TailscaleLink.of(snapshot, policy).map(Link::name).orElse("Tailscale's link");
    return "Traffic to the tailnet does not leave through "
        + link
        + ": "
        + detourClause(detour)
        + ". "
        + capitalized(detourFix(detour, ladder))
        + ".";
  }

  /** The configuration names a link that is not Tailscale's; a clause. */
  static String misnamed(String actual, Policy policy) {
    return "tailscale.interface is \""
        + policy.tailscale().linkName().orElse("auto")
        + "\", but Tailscale's table "
        + policy.tailscale().table()
        + " leads to "
        + actual;
  }

  /** What happens to a packet to a peer; a clause. */
  static String detourClause(UnreachablePeer detour) {
    String peer = detour.peer().text();
    String rule = detour.rule().map(found -> "`" + found + "`").orElse("the kernel");
    if (detour.link().isPresent()) {
      return rule + " sends packets to " + peer + " out through " + detour.link().get();
    }
    return detour.rule().isPresent()
        ? rule + " rejects packets to " + peer
        : "the kernel has no route to " + peer + ", or one that rejects packets";
  }

  /** The remedy for an unreachable peer; a clause. */
  static String detourFix(UnreachablePeer detour, Ladder ladder) {
    if (!ladder.hasLookup()) {
      return "restart tailscaled to add its rules again: no rule looks up Tailscale's table";
    }
    if (detour.rule().isEmpty()) {
      return "run `ip route get " + detour.peer().text() + "` to see the route";
    }
    return "move that rule behind Tailscale's lookup at "
        + ladder.entries().get(ladder.decisiveLookup()).rule().priority()
        + ", or remove it";
  }

  private static String capitalized(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }

  static String lookupReturning(Policy policy) {
    return "Tailscale's lookup of table "
        + policy.tailscale().table()
        + " is missing; tailscaled normally adds it again within seconds.";
  }

  static String stale(Rule capture) {
    return "`"
        + capture
        + "` is stale: its table "
        + capture.table()
        + " no longer leads to a tunnel.";
  }

  static String right(Ladder ladder) {
    return "Tailscale's lookup at "
        + ladder.entries().get(ladder.decisiveLookup()).rule().priority()
        + " is asked before the VPN's at "
        + ladder.pairs().getFirst().capture().rule().priority()
        + ".";
  }

  static String inverted(Ladder ladder, Verdict verdict) {
    return "`"
        + verdict.offenders().getFirst()
        + "` is asked before Tailscale's lookup at "
        + ladder.entries().get(ladder.decisiveLookup()).rule().priority()
        + ".";
  }

  static String refused(Refusal refusal) {
    return "`" + refusal.rule() + "` stays ahead of Tailscale: " + refusal.reason() + ".";
  }

  static String notRestored(Refusal refusal) {
    return "`" + refusal.rule() + "` is not restored: " + refusal.reason() + ".";
  }

  static String contested(Rule rule, String opponent, long pauseSeconds) {
    return (opponent.isEmpty() ? "Another program" : opponent)
        + " adds `"
        + rule
        + "` ahead of Tailscale again after each repair; the next repair is in "
        + pauseSeconds
        + " s.";
  }

  /** Whether tailscaled's link exists; its rules alone may be left over from a crash. */
  static boolean isTailscaleUp(Snapshot snapshot, Policy policy) {
    return TailscaleLink.of(snapshot, policy).isPresent();
  }
}
