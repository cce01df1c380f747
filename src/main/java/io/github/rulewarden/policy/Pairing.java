package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds which suppress rule belongs to which capture, in one walk down the ladder.
 *
 * <p>All suppress rules look alike, so place decides: one belongs to the next capture behind it if
 * nobody else's rule stands between, or if its priority is one lower. Each capture has one at most,
 * the nearest; so has a rule of somebody else's with a capture's looks: the tunnel behind its table
 * may not be there yet.
 *
 * <p>One that is left over although its capture has its own is what an interrupted repair leaves;
 * it counts as the VPN's if it is the same rule as that capture's own and no other capture misses
 * one. Every other is somebody else's.
 */
final class Pairing {
  private final List<Rung> rungs = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * Suppress rules without a capture so far, nearest last; among those ahead of {@link #reach} only
   * by priority.
   */
  private final List<Rung> waiting = new ArrayList<>();

  /** The place of the last rule with a capture's looks that has no companion; -1 if all have. */
  private int lastAlone = -1;

  /** Suppress rules from this place on have only the VPN's and Tailscale's rules behind them. */
  private int reach;

  void next(Rung rung) {
    rungs.add(rung);
    switch (rung.role()) {
      case VPN_SUPPRESS -> waiting.add(rung);
      case VPN_CAPTURE -> pairs.add(new Pair(rung, takeCompanion(rung)));
      case TAILSCALE_LOOKUP, TAILSCALE_BYPASS -> {}
      case KERNEL, OWNED, OTHER -> {
        if (Shapes.looksLikeCapture(rung.rule())) {
          takeCompanion(rung).ifPresent(this::giveAway);
        }
        reach = rung.place() + 1;
      }
    }
  }

  Ladder ladder(Family family) {
    for (Rung surplus : waiting) {
      if (!isLeftBehind(surplus)) {
        giveAway(surplus);
      }
    }
    return new Ladder(family, rungs, pairs);
  }

  private void giveAway(Rung suppress) {
    rungs.set(suppress.place(), new Rung(suppress.place(), suppress.rule(), Role.OTHER));
  }

  private Optional<Rung> takeCompanion(Rung capture) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      Rung suppress = waiting.get(i);
      if (suppress.place() >= reach
          || suppress.rule().priority() == capture.rule().priority() - 1) {
        return Optional.of(waiting.remove(i));
      }
    }
    lastAlone = capture.place();
    return Optional.empty();
  }

  private boolean isLeftBehind(Rung surplus) {
    if (surplus.place() < lastAlone) {
      return false;
    }
    for (int place = surplus.place() + 1; place < rungs.size(); place++) {
      Rung rung = rungs.get(place);
      switch (rung.role()) {
        case VPN_CAPTURE -> {
          return companionOf(rung)
              .filter(own -> own.rule().isSameElsewhere(surplus.rule()))
              .isPresent();
        }
        case VPN_SUPPRESS, TAILSCALE_LOOKUP, TAILSCALE_BYPASS -> {}
        case KERNEL, OWNED, OTHER -> {
          return false;
        }
      }
    }
    return false;
  }

  private Optional<Rung> companionOf(Rung capture) {
    for (Pair pair : pairs) {
      if (pair.capture().equals(capture)) {
        return pair.companion();
      }
    }
    return Optional.empty();
  }
}
