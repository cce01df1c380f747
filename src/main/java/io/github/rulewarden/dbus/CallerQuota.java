package io.github.rulewarden.dbus;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many calls wait at the same time, in total and for each caller, so that no caller
 * blocks the others or fills the heap.
 */
final class CallerQuota {
  private final int max;
  private final int maxPerCaller;
  private final Map<String, Integer> callsByCaller = new HashMap<>();
  private int total;

  CallerQuota(int max, int maxPerCaller) {
    this.max = max;
    this.maxPerCaller = maxPerCaller;
  }

  /**
   * Counts a call, until {@link #release}.
   *
   * @throws ErrorReply if a limit is reached
   */
  synchronized void acquire(String caller) throws ErrorReply {
    int calls = callsByCaller.getOrDefault(caller, 0);
    if (total == max || calls == maxPerCaller) {
      throw new ErrorReply(
          ErrorReply.LIMITS_EXCEEDED,
          "Too many calls are waiting for authorization: try again in a minute.");
    }
    callsByCaller.put(caller, calls + 1);
    total++;
  }

  /** Ends the count of one call. */
  synchronized void release(String caller) {
    int left = callsByCaller.getOrDefault(caller, 0) - 1;
    if (left < 0) {
      throw new IllegalStateException("no call of " + caller + " is counted");
    }
    if (left == 0) {
      callsByCaller.remove(caller);
    } else {
      callsByCaller.put(caller, left);
    }
    total--;
  }
}
