package io.github.rulewarden.leak;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.classify.Ladder;
import java.util.List;

/** How the rules of one family use a table, and where the table leads. */
record TableUse(Ladder ladder, Snapshot snapshot) {
  /** Whether some rule sends all traffic to a table, not only a part of it. */
  boolean isLookedUpForAll(long table) {
    for (Ladder.Entry entry : ladder.entries()) {
      Selector selector = entry.rule().selector();
      if (entry.rule().table() == table
          && entry.rule().modifiers().isEmpty()
          && (selector.isInverted() || selector.equals(Selector.ALL))) {
        return true;
      }
    }
    return false;
  }

  /** Whether some rule contains a mark, or looks up the table of that number. */
  boolean isMentioned(long mark) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().table() == mark) {
        return true;
      }
      for (Criterion criterion : entry.rule().selector().criteria()) {
        if (criterion instanceof Criterion.FwMark(Mark other)
            && Integer.toUnsignedLong(other.value()) == mark) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a table has a default route in the ladder's family. */
  boolean hasDefault(long table) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.family() == ladder.family() && route.table() == table) {
        return true;
      }
    }
    return false;
  }

  /** Whether a table has a default route by a tunnel in one of the families. */
  boolean leadsTo(Link tunnel, long table, List<Family> families) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (families.contains(route.family())
          && route.table() == table
          && route.outgoingInterface() == tunnel.index()) {
        return true;
      }
    }
    return false;
  }
}
