package io.github.rulewarden.fib;

/** An option of a rule in addition to its action. */
public sealed interface Modifier {
  /**
   * FRA_SUPPRESS_PREFIXLEN: a route found with a prefix of this length or shorter counts as not
   * found.
   */
  record SuppressPrefixLength(int length) implements Modifier {}

  /** FRA_SUPPRESS_IFGROUP: a route found by an interface of this group counts as not found. */
  record SuppressInterfaceGroup(long group) implements Modifier {}

  /** FRA_FLOW: the realms for packet accounting, the source realm in the upper 16 bits. */
  record Realms(int value) implements Modifier {}
}
