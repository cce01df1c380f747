package io.github.rulewarden.text;

import io.github.rulewarden.policy.diagnosis.UnreachablePeer;
import java.util.OptionalLong;

/** Clauses about a peer of the tailnet that cannot be reached. */
final class PeerText {
  private PeerText() {}

  /** What happens to packets to a peer. */
  static String clause(UnreachablePeer unreachable) {
    return clause(
        unreachable, "packets to the peer " + unreachable.peer().text() + " of the tailnet");
  }

  /**
   * The same as a sentence.
   *
   * @param link Tailscale's link
   */
  static String sentence(UnreachablePeer unreachable, String link) {
    return "Packets to the peer "
        + unreachable.peer().text()
        + " do not leave through "
        + link
        + ": "
        + clause(unreachable, "them")
        + ".";
  }

  private static String clause(UnreachablePeer unreachable, String packets) {
    String rule = unreachable.rule().map(RefusalText::quoted).orElse("the kernel");
    if (unreachable.link().isPresent()) {
      return rule + " sends " + packets + " out through " + unreachable.link().get();
    }
    return unreachable.rule().isPresent()
        ? rule + " rejects " + packets
        : "the kernel has no route for " + packets + ", or one that rejects them";
  }

  /**
   * The remedy.
   *
   * @param lookup the priority of Tailscale's lookup; empty if none matches packets to the peer
   */
  static String fix(UnreachablePeer unreachable, OptionalLong lookup) {
    String peer = unreachable.peer().text();
    if (lookup.isEmpty()) {
      return "restart tailscaled to add its rules again: no rule looks up Tailscale's table for all"
          + " packets to "
          + peer;
    }
    if (unreachable.rule().isEmpty()) {
      String ip = "ip " + unreachable.peer().family().option();
      return "look for the cause with `"
          + ip
          + " rule` and `"
          + ip
          + " route show table all match "
          + peer
          + "`";
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
