package io.github.rulewarden.daemon;

/**
 * Notifies the service manager that the loop is running. Called on the loop's thread, so that the
 * service manager detects a loop that hangs.
 */
public interface Heartbeat {
  /** A heartbeat without a service manager. */
  Heartbeat NONE =
      new Heartbeat() {
        @Override
        public long intervalNanos() {
          return Long.MAX_VALUE;
        }

        @Override
        public void beat() {}
      };

  /** The longest time between two beats. */
  long intervalNanos();

  void beat();
}
