package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import java.util.Set;

/** Tells that something changed; what changed is for the next snapshot to say. */
public interface EventSource {
  /**
   * Waits until something happens or the time is over. The loop's thread alone calls this.
   *
   * @param timeoutNanos 0 or more
   */
  Wakeup await(long timeoutNanos);

  /**
   * Lets the time pass, or less if somebody calls {@link #wake()}; meanwhile events queue up
   * unread.
   */
  void pause(long nanos);

  /**
   * From now on nothing is told of changes to the rules of these families, and of the others' all
   * is. A family that was left out and no longer is counts as changed. The loop's thread alone
   * calls this.
   */
  void disregard(Set<Family> families);

  /**
   * Makes the present or the next {@link #await} or {@link #pause} return at once. Any thread may
   * call this.
   */
  void wake();
}
