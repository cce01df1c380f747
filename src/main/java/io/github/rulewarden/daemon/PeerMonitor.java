package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks whether the kernel routes packets for the tailnet to Tailscale's link: even if the order
 * is right, another program's rule may send them elsewhere.
 */
final class PeerMonitor {
  private final RuleTable table;

  PeerMonitor(RuleTable table) {
    this.table = table;
  }

  /**
   * Records for each family how the kernel routes packets to some peers. The answer depends on the
   * kernel's present rules and routes. If an answer would cause an alarm, it counts only if the
   * rules and routes are still those of the snapshot; else an event about the change will follow.
   *
   * @param read reads the rules, links and routes again; empty if that fails
   */
  void check(List<FamilyState> families, Supplier<Optional<Snapshot>> read) {
    if (areAllInverted(families)) {
      return;
    }
    Snapshot snapshot = families.getFirst().assessment().snapshot();
    List<PlainRoute> answers = table.routes(snapshot, snapshot.tailnet().peers());
    boolean isAlarm = false;
    for (FamilyState family : families) {
      isAlarm |= family.noteAnswers(answers);
    }
    if (isAlarm && !isCurrent(families, read)) {
      for (FamilyState family : families) {
        family.noteAnswers(List.of());
      }
    }
  }

  private static boolean areAllInverted(List<FamilyState> families) {
    for (FamilyState family : families) {
      if (!family.isInverted()) {
        return false;
      }
    }
    return true;
  }

  private boolean isCurrent(List<FamilyState> families, Supplier<Optional<Snapshot>> read) {
    Optional<Snapshot> now = read.get();
    if (now.isEmpty()) {
      return false;
    }
    for (FamilyState family : families) {
      Snapshot assessed = family.assessment().snapshot();
      if (!now.get().rules(family.family()).equals(assessed.rules(family.family()))
          || !now.get().defaultRoutes().equals(assessed.defaultRoutes())
          || !now.get().links().equals(assessed.links())) {
        return false;
      }
    }
    return true;
  }
}
