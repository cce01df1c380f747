package io.github.rulewarden.text;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.TailscaleLink;
import io.github.rulewarden.policy.UnreachablePeer;
import io.github.rulewarden.policy.Verdict;
import java.util.Optional;
import java.util.OptionalLong;

/** The sentences that explain the state of a family. */
public final class StateText {
  private StateText() {}

  /** The kernel has no rules of a family. */
  public static String absent(Family family) {
    return capitalized(OrderText.noPolicyRouting(family)) + ".";
  }

  /** An empty dump does not show which of the two is the case. */
  public static String noRules(Family family) {
    return "The kernel reports no "
        + family.title()
        + " rules: either all were deleted, or the kernel has no policy routing for "
        + family.title()
        + ".";
  }

  /** Why there is no Tailscale lookup. */
  public static String noTailscale(Snapshot snapshot, Policy policy) {
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

  /** No VPN has a rule. */
  public static String noVpn() {
    return "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.";
  }

  /** Why the right order has no effect at present. */
  public static String tailscaleStopped(Snapshot snapshot, Policy policy) {
    String link = policy.tailscale().linkName().orElse(TailscaleLink.USUAL_NAME);
    return (TailscaleLink.mayHaveAnotherName(snapshot, policy)
            ? "Tailscale is not connected: its rules are there, but its table "
                + policy.tailscale().table()
                + " is empty and there is no "
            : "Tailscale is not running: its rules are there, but there is no ")
        + link
        + ". Rulewarden keeps the order anyway.";
  }

  /** The tailnet is unreachable, and the cause is not a VPN's rule. */
  public static String unreachable(
      UnreachablePeer peer, Ladder ladder, Snapshot snapshot, Policy policy) {
    Optional<String> actual = TailscaleLink.misnamed(snapshot, policy);
    if (actual.isPresent()) {
      Policy.Tailscale tailscale = policy.tailscale();
      String configured = tailscale.linkName().orElse("auto");
      return PeerText.misnamed(configured, actual.get(), tailscale.table())
          + ". Correct tailscale.interface.";
    }
    String link = TailscaleLink.of(snapshot, policy).map(Link::name).orElse("Tailscale's link");
    OptionalLong lookup =
        ladder.hasLookup() ? OptionalLong.of(OrderText.lookup(ladder)) : OptionalLong.empty();
    return "Traffic to the tailnet does not leave through "
        + link
        + ": "
        + PeerText.clause(peer)
        + ". "
        + capitalized(PeerText.fix(peer, lookup))
        + ".";
  }

  private static String capitalized(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }

  /** Tailscale's lookup is missing for a moment. */
  public static String lookupReturning(Policy policy) {
    return "Tailscale's lookup of table "
        + policy.tailscale().table()
        + " is missing; tailscaled normally adds it again within seconds.";
  }

  /** A capture carries no traffic. */
  public static String stale(Rule capture) {
    return RefusalText.quoted(capture)
        + " is stale: its table "
        + capture.table()
        + " no longer leads to a tunnel.";
  }

  /** The rules are in order. */
  public static String right(Ladder ladder) {
    return "Tailscale's lookup at "
        + OrderText.lookup(ladder)
        + " is evaluated before the VPN's at "
        + ladder.pairs().getFirst().capture().rule().priority()
        + ".";
  }

  /** The rules are not in order: names the first of them. */
  public static String inverted(Ladder ladder, Verdict verdict) {
    return RefusalText.quoted(verdict.offenders().getFirst())
        + " is evaluated before Tailscale's lookup at "
        + OrderText.lookup(ladder)
        + ".";
  }

  /** The mode is observe, so an inversion stays. */
  public static String observed(String inversion) {
    return inversion + " The mode is observe: nothing is changed.";
  }

  /** Another program undoes the repairs, and they are paused. */
  public static String contested(Rule rule, String opponent, long pauseSeconds) {
    return (opponent.isEmpty() ? "Another program" : opponent)
        + " adds "
        + RefusalText.quoted(rule)
        + " ahead of Tailscale again after each repair; the next repair is in "
        + pauseSeconds
        + " s.";
  }

  /** Events were lost, and the rules were not read again yet. */
  public static String eventsLost() {
    return "The kernel dropped events because the receive buffer was full; the rules are read again.";
  }
}
