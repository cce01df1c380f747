package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Planner;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * What one family's rules look like to the planner. The last few are remembered: a plan depends on
 * the snapshot and the memory alone, and a tunnel that is restarted brings the same snapshots again
 * and again. To recognise one takes a tenth of the time that it takes to plan and prove anew.
 */
final class Views {
  /** A restart of one tunnel goes through four or five. */
  private static final int REMEMBERED = 8;

  /** A snapshot, the roles in it and what is to be done. */
  record View(Snapshot snapshot, Memory memory, Ladder ladder, Plan plan) {
    /** The same with what the kernel answered about peers. */
    View with(List<PeerRoute> answers) {
      return new View(snapshot.with(snapshot.tailnet().with(answers)), memory, ladder, plan);
    }
  }

  private final Family family;
  private final Policy policy;

  /** The latest first. */
  private final List<View> latest = new ArrayList<>();

  Views(Family family, Policy policy) {
    this.family = family;
    this.policy = policy;
  }

  /** The view of a snapshot by somebody who remembers. */
  View of(Snapshot snapshot, Memory memory) {
    for (int i = 0; i < latest.size(); i++) {
      if (looksLike(latest.get(i).snapshot(), snapshot) && latest.get(i).memory().equals(memory)) {
        View view = latest.remove(i);
        latest.addFirst(view);
        return view;
      }
    }
    if (latest.size() == REMEMBERED) {
      latest.removeLast();
    }
    Ladder ladder = Ladder.of(snapshot, family, policy, memory);
    View view = new View(snapshot, memory, ladder, Planner.plan(ladder, policy));
    latest.addFirst(view);
    return view;
  }

  /** Whether the two are equal in everything that this family's plan depends on. */
  private boolean looksLike(Snapshot one, Snapshot other) {
    return one.rules(family).equals(other.rules(family))
        && one.isAbsent(family) == other.isAbsent(family)
        && one.defaultRoutes().equals(other.defaultRoutes())
        && one.links().equals(other.links())
        && one.uplinks().equals(other.uplinks())
        && one.tailnet().tables().equals(other.tailnet().tables());
  }
}
