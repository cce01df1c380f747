package io.github.rulewarden.state;

import io.github.rulewarden.fib.Rule;
import java.util.List;
import java.util.OptionalLong;

/**
 * All that is remembered of one network namespace.
 *
 * @param pendingDeletes rules that a repair has begun to delete, because their like stands where it
 *     should; one that is still there was left by a repair that was interrupted
 * @param independent suppress rules that stood there while no capture was theirs: somebody's own,
 *     though a capture may come that they would fit
 * @param unclaimed suppress rules that were seen when no capture had them: whatever is moved away
 *     later, they were there before
 * @param duplicates captures that a repair deletes, though their suppress rules have not come yet,
 *     because an equal capture is kept; the priority is the one that the duplicate had
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

  /** Where a rule came from; empty if it was not moved. */
  public OptionalLong originOf(Rule rule) {
    for (MovedRule move : moves) {
      if (move.rule().equals(rule)) {
        return OptionalLong.of(move.origin());
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a tunnel that is still there was seen behind a table. */
  public boolean knowsTunnelBehind(long table) {
    for (IntactPair intact : intactPairs) {
      if (intact.capture().table() == table) {
        return true;
      }
    }
    return false;
  }
}
