package io.github.rulewarden.daemon;

/**
 * Tells the service manager that the loop turns; called on the loop's thread, so that a loop that
 * hangs is noticed.
 */
public interface Heartbeat {
  /** Where nobody wants to know. */
  Heartbeat NONE =
      new Heartbeat() {
        @Override
        public long intervalNanos() {
          return Long.MAX_VALUE;
        }

        @Override
        public void beat() {}
      };

  /** How long the loop may wait between two beats. */
  long intervalNanos();

  void beat();
}
