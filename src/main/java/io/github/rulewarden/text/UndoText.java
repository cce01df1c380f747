package io.github.rulewarden.text;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Remark;
import java.util.ArrayList;
import java.util.List;

/** The result of an undo: what was done, and which rules are not at their original places. */
public final class UndoText {
  private UndoText() {}

  /** The steps of one family as commands, followed by the remarks as shell comments. */
  public static List<String> lines(Event.Undone undone) {
    return lines(List.of(undone), Scope.OWN);
  }

  /**
   * The steps of all families as commands, each family's followed by its remarks as shell comments.
   *
   * @param scope the namespace of the rules; the commands are typed on the host
   */
  public static List<String> lines(List<Event.Undone> families, Scope scope) {
    List<String> lines = new ArrayList<>();
    for (Event.Undone undone : families) {
      lines.addAll(StepText.commands(undone.steps(), scope));
      for (Remark remark : undone.remarks()) {
        lines.add("# " + undone.family().text() + ": " + sentence(remark));
      }
    }
    return lines;
  }

  /** One sentence. */
  public static String sentence(Remark remark) {
    return switch (remark) {
      case Remark.Stays(Refusal refusal) ->
          RefusalText.quoted(refusal.rule())
              + " stays where it is: "
              + RefusalText.reason(refusal.reason())
              + ".";
      case Remark.IsUnrecorded(Rule rule) ->
          RefusalText.quoted(rule) + " stays where it is: no move of it is recorded.";
      case Remark.GoesElsewhere(Rule rule, long priority, long origin) ->
          RefusalText.quoted(rule)
              + " is moved to "
              + priority
              + " instead of its original priority "
              + origin
              + ".";
    };
  }
}
