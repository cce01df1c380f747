package io.github.rulewarden.fib;

/**
 * Where a table sends internet traffic: a route with a prefix of length 0, or several routes
 * through one interface that together cover the internet ({@link InternetCoverage}).
 *
 * @param outgoingInterface the ifindex that it leaves by; 0 if by none (unreachable, throw) or by
 *     several
 * @param form whether it is one route or several
 */
public record DefaultRoute(Family family, long table, int outgoingInterface, Form form) {
  /** What it is made of. */
  public enum Form {
    /** One route: each packet that comes to the table is decided by it. */
    WHOLE,
    /** Several routes; they may leave out a part of the internet, and the LAN. */
    PIECES
  }

  /** A single route. */
  public DefaultRoute(Family family, long table, int outgoingInterface) {
    this(family, table, outgoingInterface, Form.WHOLE);
  }
}
