package io.github.rulewarden.dbus;

import java.util.HashMap;
import java.util.Map;

/** How many may wait at a time, so that nobody keeps the others out or fills the heap. */
final class CallerQuota {
  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> taken = new HashMap<>();
  private int total;

  /**
   * @param most of all together
   * @param mostOfOne of each
   */
  CallerQuota(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /**
   * Takes one, until {@link #leave}.
   *
   * @throws ErrorReply if there is none left
   */
  synchronized void take(String who) throws ErrorReply {
    int already = taken.getOrDefault(who, 0);
    if (total == most || already == mostOfOne) {
      throw new ErrorReply(
          ErrorReply.LIMITS_EXCEEDED,
          "Too many calls are waiting for a permission: try again in a minute.");
    }
    taken.put(who, already + 1);
    total++;
  }

  synchronized void leave(String who) {
    int left = taken.getOrDefault(who, 0) - 1;
    if (left < 0) {
      throw new IllegalStateException(who + " leaves without having come");
    }
    if (left == 0) {
      taken.remove(who);
    } else {
      taken.put(who, left);
    }
    total--;
  }
}
