package io.github.rulewarden.state;

import io.github.rulewarden.fib.Rule;
import java.util.List;
import java.util.OptionalLong;

/**
 * Everything that is remembered about one network namespace.
 *
 * @param pendingDeletes rules that a repair has begun to delete, because an equal rule stands in
 *     the right place; one that still exists was left by an interrupted repair
 * @param independent suppress rules that existed while no capture was missing its companion: they
 *     belong to another owner, even if a capture is added behind them later
 * @param unclaimed suppress rules that were seen without a capture: they existed before any rule
 *     that is moved later
 * @param duplicates captures that a repair deletes before their suppress rules are added, because
 *     an equal capture is kept; each at the priority that it had
 */
public record SavedState(
    List<IntactPair> intactPairs,
    List<MovedRule> moves,
    List<Rule> pendingDeletes,
    List<RestoredRule> restored,
    List<Rule> independent,
    List<Rule> unclaimed,
    List<Rule> duplicates) {
  /** Nothing is remembered. */
  public static final SavedState NONE =
      new SavedState(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public SavedState {
    intactPairs = List.copyOf(intactPairs);
    moves = List.copyOf(moves);
    pendingDeletes = List.copyOf(pendingDeletes);
    restored = List.copyOf(restored);
    independent = List.copyOf(independent);
    unclaimed = List.copyOf(unclaimed);
    duplicates = List.copyOf(duplicates);
  }

  /** The priority that a rule was moved from; empty if it was not moved. */
  public OptionalLong originOf(Rule rule) {
    for (MovedRule move : moves) {
      if (move.rule().equals(rule)) {
        return OptionalLong.of(move.origin());
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a table is known to lead to a tunnel that still exists. */
  public boolean knowsTunnelBehind(long table) {
    for (IntactPair intact : intactPairs) {
      if (intact.capture().table() == table) {
        return true;
      }
    }
    return false;
  }
}
