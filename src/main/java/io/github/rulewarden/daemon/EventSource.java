package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import java.util.Set;

/** Reports that something changed. The next snapshot shows what changed. */
public interface EventSource {
  /**
   * Waits until something happens or the timeout expires. Called only on the loop's thread.
   *
   * @param timeoutNanos 0 or more
   */
  Wakeup await(long timeoutNanos);

  /** Waits for this time, or until {@link #wake()} is called. Events stay queued meanwhile. */
  void pause(long nanos);

  /**
   * From now on ignores changes to the rules of these families and reports those of all others. A
   * family that is no longer ignored counts as changed. Called only on the loop's thread.
   */
  void disregard(Set<Family> families);

  /**
   * Makes the current or next {@link #await} or {@link #pause} return immediately. Any thread may
   * call this.
   */
  void wake();
}
