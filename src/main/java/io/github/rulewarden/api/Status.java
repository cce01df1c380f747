package io.github.rulewarden.api;

import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * The status of the daemon as operators see it.
 *
 * @param state the worst state of all families
 * @param reason the reason of that family, one sentence
 * @param lastRepairMicros when the last repair ended, CLOCK_REALTIME; 0 if there was none
 * @param mode the mode in force; an operator may have changed the configured one
 * @param lastRepairDurationMicros from the receipt of the event to the verified order
 * @param configFiles the files from which the configuration in force was read, in order
 * @param reloadResult why the last reload was refused; empty if it succeeded or there was none
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
   * One status for several namespaces. It contains all their families and has the state and reason
   * of the worst. Mode and configuration are those of the first.
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

  /** A status that consists of these families, with the state and reason of the worst. */
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
