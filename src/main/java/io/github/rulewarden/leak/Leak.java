package io.github.rulewarden.leak;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.state.IntactPair;
import java.util.Optional;

/**
 * A state of the rules and routes in which traffic bypasses a VPN tunnel, or LAN traffic enters
 * one.
 *
 * @param table the capture's table
 * @param remedy the pair to restore; empty if the pair is not certain or if restoring rules would
 *     not close the leak
 * @param source where the knowledge of the leak comes from
 */
public record Leak(
    Kind kind, Family family, Link tunnel, long table, Optional<IntactPair> remedy, Source source) {
  /** What is missing. */
  public enum Kind {
    /** The capture, which existed before or whose table is ready. */
    GONE,
    /** The suppress rule ahead of the capture, which existed before. */
    STRIPPED,
    /** The default route of the capture's table. */
    NO_DEFAULT,
    /**
     * A capture for a tunnel with a peer that may carry all traffic. No rule mentions the tunnel.
     */
    UNCAPTURED
  }

  /** Where the knowledge of a leak comes from. */
  public enum Source {
    /** The pair was seen earlier in this boot. */
    MEMORY,
    /**
     * The tunnel's settings, confirmed by wg-quick's firewall rules. They may be out of date, so
     * they are read again before a rule is restored.
     */
    SETTINGS
  }

  /** Whether the two describe the same leak; remedy and source are not compared. */
  public boolean isSameAs(Leak other) {
    return kind == other.kind
        && family == other.family
        && table == other.table
        && tunnel.index() == other.tunnel.index();
  }
}
