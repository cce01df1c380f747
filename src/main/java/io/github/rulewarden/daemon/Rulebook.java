package io.github.rulewarden.daemon;

import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Ladder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules as last read, each with the moment it was first seen. Equal rules of one family share
 * theirs.
 */
public final class Rulebook {
  private List<Ladder> ladders = List.of();
  private Map<Rule, Long> since = Map.of();

  /** Takes over new ladders; rules that were not in the last ones are first seen now. */
  synchronized void turnTo(List<Ladder> newLadders, long wallMicros) {
    if (ladders.equals(newLadders)) {
      return;
    }
    Map<Rule, Long> newSince = new HashMap<>();
    for (Ladder ladder : newLadders) {
      for (Ladder.Entry entry : ladder.entries()) {
        newSince.put(entry.rule(), since.getOrDefault(entry.rule(), wallMicros));
      }
    }
    ladders = List.copyOf(newLadders);
    since = newSince;
  }

  /** The rules of the families asked for, each family's in the order they are asked. */
  public synchronized List<ListedRule> list(Set<Family> families) {
    List<ListedRule> listed = new ArrayList<>();
    for (Ladder ladder : ladders) {
      if (families.contains(ladder.family())) {
        for (Ladder.Entry entry : ladder.entries()) {
          listed.add(ListedRule.of(entry, since.getOrDefault(entry.rule(), 0L)));
        }
      }
    }
    return listed;
  }
}
