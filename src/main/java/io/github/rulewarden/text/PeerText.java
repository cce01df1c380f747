package io.github.rulewarden.text;

import io.github.rulewarden.policy.UnreachablePeer;
import java.util.OptionalLong;

/** Clauses about a peer of the tailnet that cannot be reached. */
final class PeerText {
  private PeerText() {}

  /** What happens to a packet to a peer. */
  static String clause(UnreachablePeer unreachable) {
    String peer = unreachable.peer().text();
    String rule = unreachable.rule().map(RefusalText::quoted).orElse("the kernel");
    if (unreachable.link().isPresent()) {
      return rule + " sends packets to " + peer + " out through " + unreachable.link().get();
    }
    return unreachable.rule().isPresent()
        ? rule + " rejects packets to " + peer
        : "the kernel has no route to " + peer + ", or one that rejects packets";
  }

  /**
   * The remedy.
   *
   * @param lookup the priority of Tailscale's lookup; empty if there is none
   */
  static String fix(UnreachablePeer unreachable, OptionalLong lookup) {
    if (lookup.isEmpty()) {
      return "restart tailscaled to add its rules again: no rule looks up Tailscale's table";
    }
    if (unreachable.rule().isEmpty()) {
      return "run `ip route get " + unreachable.peer().text() + "` to see the route";
    }
    return "move that rule behind Tailscale's lookup at " + lookup.getAsLong() + ", or remove it";
  }

  /** The configuration names a link that is not Tailscale's. */
  static String misnamed(String configured, String actual, long table) {
    return "tailscale.interface is \""
        + configured
        + "\", but Tailscale's table "
        + table
        + " leads to "
        + actual;
  }
}
