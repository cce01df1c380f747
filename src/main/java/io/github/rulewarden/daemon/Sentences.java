package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Refusal;
import io.github.rulewarden.policy.Verdict;

/** The one sentence that tells an operator how a family stands. */
final class Sentences {
  private Sentences() {}

  static String absent(Family family) {
    return "This kernel has no policy routing for " + family.title() + ".";
  }

  /** An empty dump does not say which of the two it is. */
  static String noRules(Family family) {
    return "The kernel reports no "
        + family.title()
        + " rule at all: every rule was deleted, or it has no policy routing for "
        + family.title()
        + ".";
  }

  static String noTailscale(Policy policy) {
    return "Tailscale is not running here: no rule looks up its table "
        + policy.tailscale().table()
        + ".";
  }

  static String noVpn() {
    return "No VPN captures traffic here.";
  }

  static String tailscaleStopped(Policy policy) {
    return "Tailscale is not running: its rules are there, but "
        + policy.tailscale().linkName()
        + " is not. The order is kept all the same.";
  }

  static String healing(Policy policy) {
    return "Tailscale's lookup of table "
        + policy.tailscale().table()
        + " is gone for the moment; tailscaled puts it back by itself.";
  }

  static String stale(Rule capture) {
    return "`"
        + capture
        + "` is stale: no tunnel is behind its table "
        + capture.table()
        + " any more.";
  }

  static String right(Ladder ladder) {
    return "Tailscale's lookup at "
        + ladder.rungs().get(ladder.lastLookup()).rule().priority()
        + " is asked before the VPN's at "
        + ladder.pairs().getFirst().capture().rule().priority()
        + ".";
  }

  static String inverted(Ladder ladder, Verdict verdict) {
    return "`"
        + verdict.offenders().getFirst()
        + "` is asked before Tailscale's lookup at "
        + ladder.rungs().get(ladder.firstLookup()).rule().priority()
        + ".";
  }

  static String refused(Refusal refusal) {
    return "`" + refusal.rule() + "` stays ahead of Tailscale: " + refusal.reason() + ".";
  }

  static String contested(Rule rule, String opponent, long pauseSeconds) {
    return (opponent.isEmpty() ? "Somebody" : opponent)
        + " puts `"
        + rule
        + "` ahead of Tailscale again after each repair; the next repair is in "
        + pauseSeconds
        + " s.";
  }

  /** Whether tailscaled's link is there; its rules alone may be what a crash left. */
  static boolean isTailscaleUp(Snapshot snapshot, Policy policy) {
    for (Link link : snapshot.links()) {
      if (link.name().equals(policy.tailscale().linkName())) {
        return true;
      }
    }
    return false;
  }
}
