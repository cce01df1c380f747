package io.github.rulewarden.daemon;

import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
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
  private final Map<Scope, Page> pages = new HashMap<>();

  /** One namespace's rules. */
  private record Page(List<Ladder> ladders, Map<Rule, Long> since) {
    private static final Page EMPTY = new Page(List.of(), Map.of());
  }

  /** Takes over new ladders; rules that were not in the last ones are first seen now. */
  synchronized void turnTo(Scope scope, List<Ladder> ladders, long wallMicros) {
    Page page = pages.getOrDefault(scope, Page.EMPTY);
    if (page.ladders().equals(ladders)) {
      return;
    }
    Map<Rule, Long> since = new HashMap<>();
    for (Ladder ladder : ladders) {
      for (Ladder.Entry entry : ladder.entries()) {
        since.put(entry.rule(), page.since().getOrDefault(entry.rule(), wallMicros));
      }
    }
    pages.put(scope, new Page(List.copyOf(ladders), since));
  }

  /** The rules of the families asked for, each family's in the order they are asked. */
  public synchronized List<ListedRule> list(Scope scope, Set<Family> families) {
    Page page = pages.getOrDefault(scope, Page.EMPTY);
    List<ListedRule> listed = new ArrayList<>();
    for (Ladder ladder : page.ladders()) {
      if (families.contains(ladder.family())) {
        for (Ladder.Entry entry : ladder.entries()) {
          listed.add(ListedRule.of(entry, page.since().getOrDefault(entry.rule(), 0L)));
        }
      }
    }
    return listed;
  }
}
