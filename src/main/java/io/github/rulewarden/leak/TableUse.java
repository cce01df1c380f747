package io.github.rulewarden.leak;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.PlainPacket;
import java.util.List;

/** How the rules of one family use a table, and where the table leads. */
record TableUse(Ladder ladder, Snapshot snapshot) {
  /** Whether some rule sends all plain packets to a table, not only a part of them. */
  boolean isLookedUpForAll(long table) {
    for (Ladder.Entry entry : ladder.entries()) {
      Rule rule = entry.rule();
      if (rule.table() == table && PlainPacket.ANYWHERE.matches(rule) && !isByDestination(rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isByDestination(Rule rule) {
    for (Criterion criterion : rule.selector().criteria()) {
      if (criterion instanceof Criterion.To) {
        return true;
      }
    }
    return false;
  }

  /** Whether some rule looks up a table. */
  boolean isLookedUp(long table) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().table() == table) {
        return true;
      }
    }
    return false;
  }

  /** Whether some rule contains a mark, or looks up the table of that number. */
  boolean isMentioned(long mark) {
    if (isLookedUp(mark)) {
      return true;
    }
    for (Ladder.Entry entry : ladder.entries()) {
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
