package io.github.rulewarden.daemon;

/** How much of a snapshot has to be read from the kernel again, in ascending order. */
public enum Freshness {
  /**
   * Only what events reported as changed, and what was never read. Sufficient after an event and
   * after the daemon's own changes.
   */
  CHANGED,
  /**
   * Everything except Tailscale's table: it may contain thousands of routes, and its events are
   * reliable. Used to compare the present state with an earlier snapshot, and to warm up the code
   * that reads from the kernel.
   */
  ALL_BUT_TAILNET,
  /**
   * Everything. Required if events may be missing: they were lost, the machine was suspended, or an
   * earlier read failed. Also used for an operator's request and for the periodic read.
   */
  EVERYTHING;

  /** The greater of two. */
  Freshness or(Freshness other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
