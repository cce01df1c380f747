package io.github.rulewarden.leak;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.state.IntactPair;
import java.util.Optional;

/**
 * Something that lets traffic pass a tunnel by, or takes the LAN's traffic into one.
 *
 * @param table that the capture looks up, or would
 * @param remedy the pair as it should be, if it is certain and putting rules back mends the leak
 * @param source how the leak is known
 */
public record Leak(
    Kind kind, Family family, Link tunnel, long table, Optional<IntactPair> remedy, Source source) {
  /** What is missing. */
  public enum Kind {
    /** The capture, which was there or whose table is ready. */
    GONE,
    /** The suppress rule in front of the capture, which was there. */
    STRIPPED,
    /** The default route of the capture's table. */
    NO_DEFAULT,
    /** Any rule for a tunnel one of whose peers may carry everything. */
    UNCAPTURED
  }

  /** Where a leak is known from. */
  public enum Source {
    /** The pair was seen earlier in this boot. */
    MEMORY,
    /**
     * The tunnel's settings, confirmed by wg-quick's firewall rules, at the time when they were
     * read: they have to be read again before anything is put back.
     */
    SETTINGS
  }

  /** Whether the two tell of the same, whatever is known about it. */
  public boolean isSameAs(Leak other) {
    return kind == other.kind
        && family == other.family
        && table == other.table
        && tunnel.index() == other.tunnel.index();
  }

  /** One sentence for the operator: what is wrong, and what it does. */
  public String reason() {
    String name = tunnel.name();
    return switch (kind) {
      case GONE ->
          name
              + " is up, but no "
              + family.text()
              + " rule looks up its table "
              + table
              + " any more: what it should carry goes out in the clear.";
      case STRIPPED ->
          "The suppress rule ahead of "
              + name
              + "'s "
              + family.text()
              + " capture is gone: the LAN's traffic goes into the tunnel.";
      case NO_DEFAULT ->
          name
              + " is up, but its table "
              + table
              + " has no "
              + family.text()
              + " default route: what it should carry goes out in the clear.";
      case UNCAPTURED ->
          name
              + " is up and a peer of it may carry all of "
              + family.text()
              + ", but no rule sends traffic without its fwmark "
              + table
              + " there: it goes out in the clear.";
    };
  }
}
