package io.github.rulewarden.policy;

/**
 * What Rulewarden carries from one look to the next. A process that was killed finds it again.
 *
 * <p>So far that is nothing: every plan follows from the rules alone.
 */
record Mind() {
  /** A host that was booted just now. */
  static final Mind NEW = new Mind();

  /** Rules as they are seen with this in mind. */
  Scenario recall(Scenario rules) {
    return rules;
  }

  /** After a look. */
  Mind after(Scenario seen) {
    return this;
  }

  /** Before a plan is carried out. */
  Mind before(Plan plan) {
    return this;
  }

  /**
   * Whether a suppress rule is known to be one half of a pair although somebody else's rule stands
   * between the two: because the other half was moved before this one came, or this one was left by
   * a repair that was interrupted. Nothing but memory can tell.
   */
  boolean knowsOfMoves() {
    return false;
  }
}
