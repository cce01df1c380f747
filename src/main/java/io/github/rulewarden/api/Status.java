package io.github.rulewarden.api;

import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * What the world is told.
 *
 * @param state the worst of all families'; {@code idle} only if all are
 * @param reason one sentence: that family's
 * @param lastRepairMicros when the last repair ended, CLOCK_REALTIME; 0 if there was none
 * @param mode as it is in force: an operator may have set another than the configuration's
 * @param lastRepairDurationMicros from the receipt of the event to the verified order
 * @param configFiles the files that the configuration in force was read from, in order
 * @param reloadResult why the last reload changed nothing; empty if it was good or there was none
 */
public record Status(
    State state,
    String reason,
    Mode mode,
    Strategy strategy,
    long repairs,
    long inversions,
    long lastRepairMicros,
    long lastRepairDurationMicros,
    List<FamilyStatus> families,
    List<String> configFiles,
    String reloadResult) {
  public Status {
    families = List.copyOf(families);
    configFiles = List.copyOf(configFiles);
  }

  /**
   * One status for several namespaces: all families of all of them, the worst speaks. What only the
   * daemon as a whole has (mode, configuration) is that of the first.
   */
  public static Status merge(List<Status> statuses) {
    Status first = statuses.getFirst();
    if (statuses.size() == 1) {
      return first;
    }
    List<FamilyStatus> families = new ArrayList<>();
    Status latest = first;
    for (Status status : statuses) {
      families.addAll(status.families());
      latest = status.lastRepairMicros() > latest.lastRepairMicros() ? status : latest;
    }
    return of(
        families,
        first.mode(),
        first.strategy(),
        latest.lastRepairMicros(),
        latest.lastRepairDurationMicros(),
        first.configFiles(),
        first.reloadResult());
  }

  /** The status of which these families are a part: the worst of them speaks for all. */
  public static Status of(
      List<FamilyStatus> families,
      Mode mode,
      Strategy strategy,
      long lastRepairMicros,
      long lastRepairDurationMicros,
      List<String> configFiles,
      String reloadResult) {
    FamilyStatus worst = families.getFirst();
    long repairs = 0;
    long inversions = 0;
    for (FamilyStatus family : families) {
      worst = family.state().compareTo(worst.state()) > 0 ? family : worst;
      repairs += family.repairs();
      inversions += family.inversions();
    }
    return new Status(
        worst.state(),
        worst.reason(),
        mode,
        strategy,
        repairs,
        inversions,
        lastRepairMicros,
        lastRepairDurationMicros,
        families,
        configFiles,
        reloadResult);
  }
}
