package io.github.rulewarden.api;

import io.github.rulewarden.policy.Mode;
import java.util.List;

/**
 * The sentences that report an {@link Event}. They are here because the log, the history and {@code
 * rulewarden monitor} must say the same.
 */
public final class EventText {
  private static final String REMARK = "# ";

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
  public static String repaired(List<String> steps) {
    return "Repaired: " + changes(steps);
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
  public static String withdrawn(List<String> steps) {
    return "Removed rules that are no longer needed: " + changes(steps);
  }

  /**
   * Reports that moved rules were put back to where they were.
   *
   * @param steps {@code ip} commands, and remarks as shell comments
   */
  public static String undone(List<String> steps) {
    StringBuilder text = new StringBuilder("Undone by an operator: ").append(changes(steps));
    for (String step : steps) {
      if (step.startsWith(REMARK)) {
        text.append(' ').append(step, REMARK.length(), step.length());
      }
    }
    return text.toString();
  }

  /** Names the process that caused an inversion. */
  public static String causedBy(String opponent) {
    return "Caused by " + opponent + ".";
  }

  /** Names the rules that {@code ip} commands add and delete; of many only the first few. */
  public static String changes(List<String> steps) {
    return ChangedRules.sentence(steps);
  }
}
