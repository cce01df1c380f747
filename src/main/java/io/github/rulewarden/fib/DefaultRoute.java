package io.github.rulewarden.fib;

/**
 * Where a table sends internet traffic: a route with a prefix of length 0, or several routes
 * through one interface that together cover the internet ({@link InternetCoverage}).
 *
 * @param outgoingInterface the ifindex of the outgoing interface; 0 if there is none (unreachable,
 *     throw) or if there are several
 * @param form whether it is one route or several
 */
public record DefaultRoute(Family family, long table, int outgoingInterface, Form form) {
  /** How the table covers the internet. */
  public enum Form {
    /** One route. It decides for every packet that is looked up in the table. */
    WHOLE,
    /** Several routes; they may leave out a part of the internet, and the LAN. */
    PIECES
  }

  /** A single route. */
  public DefaultRoute(Family family, long table, int outgoingInterface) {
    this(family, table, outgoingInterface, Form.WHOLE);
  }
}
