package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out whether packets to the tailnet arrive there: even if the order is right, another
 * program's rule may send them elsewhere.
 */
final class PeerMonitor {
  private final RuleTable table;

  PeerMonitor(RuleTable table) {
    this.table = table;
  }

  /**
   * Notes with each family how the kernel routes a packet to a peer. The kernel answers by its
   * rules and routes of this moment. So an answer that would be an alarm counts only if they are
   * still those of the snapshot; else an event of their change is on its way.
   *
   * @param read reads the rules anew; empty if that fails
   */
  void ask(List<FamilyState> families, Supplier<Optional<Snapshot>> read) {
    if (areAllInverted(families)) {
      return;
    }
    List<PeerRoute> answers = table.askForPeers(families.getFirst().assessment().snapshot());
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
    table.forgetAllButTailnet();
    Optional<Snapshot> now = read.get();
    if (now.isEmpty()) {
      return false;
    }
    for (FamilyState family : families) {
      Snapshot seen = family.assessment().snapshot();
      if (!now.get().rules(family.family()).equals(seen.rules(family.family()))
          || !now.get().defaultRoutes().equals(seen.defaultRoutes())
          || !now.get().links().equals(seen.links())) {
        return false;
      }
    }
    return true;
  }
}
