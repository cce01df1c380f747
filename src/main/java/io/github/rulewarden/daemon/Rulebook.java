package io.github.rulewarden.daemon;

import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.classify.Ladder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules as last read, each with the time when it was first seen. Equal rules of one family
 * share one time.
 */
public final class Rulebook {
  private final Map<Scope, NamespaceRules> namespaces = new HashMap<>();

  /** One namespace's rules. */
  private record NamespaceRules(List<Ladder> ladders, Map<Rule, Long> since) {
    private static final NamespaceRules EMPTY = new NamespaceRules(List.of(), Map.of());
  }

  /** Stores new ladders; rules that were not in the previous ones are first seen now. */
  synchronized void update(Scope scope, List<Ladder> ladders, long wallMicros) {
    NamespaceRules rules = namespaces.getOrDefault(scope, NamespaceRules.EMPTY);
    if (rules.ladders().equals(ladders)) {
      return;
    }
    Map<Rule, Long> since = new HashMap<>();
    for (Ladder ladder : ladders) {
      for (Ladder.Entry entry : ladder.entries()) {
        since.put(entry.rule(), rules.since().getOrDefault(entry.rule(), wallMicros));
      }
    }
    namespaces.put(scope, new NamespaceRules(List.copyOf(ladders), since));
  }

  /** The rules of these families, each family's in evaluation order. */
  public synchronized List<ListedRule> list(Scope scope, Set<Family> families) {
    NamespaceRules rules = namespaces.getOrDefault(scope, NamespaceRules.EMPTY);
    List<ListedRule> listed = new ArrayList<>();
    for (Ladder ladder : rules.ladders()) {
      if (families.contains(ladder.family())) {
        for (Ladder.Entry entry : ladder.entries()) {
          listed.add(ListedRule.of(entry, rules.since().getOrDefault(entry.rule(), 0L)));
        }
      }
    }
    return listed;
  }
}
