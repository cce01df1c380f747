package io.github.rulewarden.text;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.plan.Remark;
import io.github.rulewarden.policy.plan.Step;
import java.util.List;

/**
 * The sentences that report an {@link Event}. The reasons of inversions, leaks and refusals are in
 * the events themselves.
 */
public final class EventText {
  private EventText() {}

  /**
   * Reports a reload.
   *
   * @param problem why the new configuration was refused; empty if it was not
   */
  public static String reloaded(String problem) {
    return problem.isEmpty()
        ? "The configuration was read again and is in force."
        : "The reload failed, the previous configuration stays in force: " + problem;
  }

  /** Reports that an operator set the mode. */
  public static String modeSet(Mode mode) {
    return "The mode is " + mode.text() + " until the next reload or restart.";
  }

  /** Reports a repair by the rules that it added and deleted. */
  public static String repaired(List<Step> steps) {
    return "Repaired: " + changes(steps);
  }

  /** Reports a repair of which only the commands are known. */
  static String repairReceived(List<String> commands) {
    return "Repaired: " + ReceivedCommands.sentence(commands);
  }

  /**
   * Reports that repairs are paused.
   *
   * @param opponent the process that undoes them; empty if it is unknown
   */
  public static String contested(String opponent) {
    return "Repairs are paused because "
        + (opponent.isEmpty() ? "an unknown process" : opponent)
        + " keeps undoing them.";
  }

  /**
   * Reports that rules of Rulewarden's own making were removed: their tunnel is gone, or a repair
   * that was interrupted left them.
   */
  public static String withdrawn(List<Step> steps) {
    return "Removed rules that are no longer needed: " + changes(steps);
  }

  /** Reports that moved rules were put back to where they were, with the remarks. */
  public static String undone(Event.Undone undone) {
    StringBuilder text = new StringBuilder("Undone by an operator: ");
    text.append(changes(undone.steps()));
    for (Remark remark : undone.remarks()) {
      text.append(' ').append(undone.family().text()).append(": ");
      text.append(UndoText.sentence(remark));
    }
    return text.toString();
  }

  /** Names the process that caused an inversion. */
  public static String causedBy(String opponent) {
    return "Caused by " + opponent + ".";
  }

  /** Names the rules that steps add and delete; of many only the first few. */
  public static String changes(List<Step> steps) {
    return ChangedRules.sentence(steps);
  }
}
