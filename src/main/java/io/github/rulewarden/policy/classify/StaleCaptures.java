package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds captures that may have been left behind when their tunnel was removed. Their table may
 * still have other routes, so they are only reported.
 */
public final class StaleCaptures {
  private StaleCaptures() {}

  /**
   * The captures of a ladder whose table has no default route, if no tunnel exists that may add
   * one. A rule that is no longer classified as a capture, because its table leads nowhere, counts
   * if its mark is its table's number, as for wg-quick.
   */
  public static List<Rule> of(Ladder ladder, Snapshot snapshot, Policy policy) {
    List<Rule> stale = new ArrayList<>();
    if (hasIdleTunnel(snapshot, policy)) {
      return stale;
    }
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      boolean isCapture = entry.role() == Role.VPN_CAPTURE || looksLikeWgQuick(entry);
      if (isCapture && !hasDefault(rule.table(), snapshot)) {
        stale.add(rule);
      }
    }
    return stale;
  }

  private static boolean looksLikeWgQuick(Ladder.Entry entry) {
    return entry.role() == Role.OTHER
        && RuleClassifier.looksLikeCapture(entry.rule())
        && RuleClassifier.excludedMark(entry.rule()).map(Mark::value).orElse(0)
            == (int) entry.rule().table();
  }

  private static boolean hasDefault(long table, Snapshot snapshot) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.table() == table) {
        return true;
      }
    }
    return false;
  }

  /** Whether some tunnel is up that no table leads to: its routes may be added soon. */
  public static boolean hasIdleTunnel(Snapshot snapshot, Policy policy) {
    for (Link tunnel : Tunnels.of(snapshot, policy).all()) {
      boolean isUsed = false;
      for (DefaultRoute route : snapshot.defaultRoutes()) {
        isUsed |= route.outgoingInterface() == tunnel.index();
      }
      if (!isUsed) {
        return true;
      }
    }
    return false;
  }
}
