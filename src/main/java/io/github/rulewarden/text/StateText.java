package io.github.rulewarden.text;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.TailscaleLink;
import io.github.rulewarden.policy.diagnosis.Disconnection;
import io.github.rulewarden.policy.diagnosis.MissingLookup;
import io.github.rulewarden.policy.diagnosis.UnreachablePeer;
import io.github.rulewarden.policy.plan.Verdict;
import java.util.Optional;

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
  public static String noTailscale(MissingLookup missing) {
    String sentence = capitalized(TailscaleText.clause(missing)) + ".";
    Optional<String> advice = TailscaleText.advice(missing);
    return advice.isPresent() ? sentence + " " + capitalized(advice.get()) + "." : sentence;
  }

  /** No VPN has a rule. */
  public static String noVpn() {
    return "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.";
  }

  /** Why the right order has no effect at present. */
  public static String disconnected(Disconnection disconnection) {
    return TailscaleText.clause(disconnection) + ". Rulewarden keeps the order anyway.";
  }

  /** A peer of the tailnet is unreachable, and the cause is not a VPN's rule. */
  public static String unreachable(
      UnreachablePeer peer, Ladder ladder, Snapshot snapshot, Policy policy) {
    Optional<String> actual = TailscaleLink.misnamed(snapshot, policy);
    if (actual.isPresent()) {
      Policy.Tailscale tailscale = policy.tailscale();
      String configured = tailscale.linkName().orElse("auto");
      return PeerText.misnamed(configured, actual.get(), tailscale.table())
          + ". Correct tailscale.interface.";
    }
    Optional<Link> link = TailscaleLink.of(snapshot, policy);
    return PeerText.sentence(peer, link.isPresent() ? link.get().name() : "Tailscale's link")
        + " "
        + capitalized(PeerText.fix(peer, ladder.lookupFor(peer.peer())))
        + ".";
  }

  private static String capitalized(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }

  /**
   * Tailscale's lookup is missing for a moment. tailscaled notices only a deleted IPv4 rule in
   * 5200..5299, and then adds the rules of both families again ({@code wgengine/router}).
   */
  public static String lookupReturning(Family family, Policy policy) {
    String missing =
        "Tailscale's "
            + family.title()
            + " lookup of table "
            + policy.tailscale().table()
            + " is missing; ";
    return switch (family) {
      case IPV4 -> missing + "tailscaled normally adds it again within seconds.";
      case IPV6 ->
          missing
              + "tailscaled adds it again when it starts or notices a deleted IPv4 rule. Restart"
              + " tailscaled if it stays missing.";
    };
  }

  /** A capture's table has no default route. */
  public static String stale(Rule capture) {
    return staleClause(capture) + ".";
  }

  /** The same without a full stop. */
  static String staleClause(Rule capture) {
    return RefusalText.quoted(capture)
        + " may be left over from a VPN that is gone: its table "
        + capture.table()
        + " has no default route";
  }

  /** The rules are in order. */
  public static String right(Ladder ladder) {
    return "Tailscale's lookup at "
        + ladder.decisivePriority()
        + " is evaluated before the VPN's at "
        + ladder.pairs().getFirst().capture().rule().priority()
        + ".";
  }

  /** The rules are not in order: names the first of them. */
  public static String inverted(Ladder ladder, Verdict verdict) {
    return RefusalText.quoted(verdict.offenders().getFirst())
        + " is evaluated before Tailscale's lookup at "
        + ladder.decisivePriority()
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
