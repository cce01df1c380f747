package io.github.rulewarden.daemon;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.text.StateText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The information about one namespace for operators. */
final class NamespaceReport {
  private final Scope scope;
  private final List<FamilyState> families;
  private final Restorer restorer;
  private final PlanRunner runner;
  private final Progress progress;
  private final Clock clock;
  private final Supplier<Settings> settings;

  NamespaceReport(
      Scope scope,
      Supplier<Settings> settings,
      List<FamilyState> families,
      Restorer restorer,
      PlanRunner runner,
      Progress progress,
      Clock clock) {
    this.scope = scope;
    this.settings = settings;
    this.families = families;
    this.restorer = restorer;
    this.runner = runner;
    this.progress = progress;
    this.clock = clock;
  }

  Status status() {
    Settings current = settings.get();
    StatusBuilder builder = builder();
    List<FamilyStatus> statuses = new ArrayList<>();
    for (FamilyState family : families) {
      statuses.add(builder.of(family, restorer.alarm(family.family())));
    }
    return Status.of(
        statuses,
        current.policy().mode(),
        current.policy().strategy(),
        progress.lastRepairMicros(),
        progress.lastRepairDurationMicros(),
        current.files(),
        current.reloadResult());
  }

  /** The status from the loss of events until the next round. */
  Status lost() {
    progress.notRead(StateText.eventsLost());
    return status();
  }

  /** The rules as last read. */
  List<Ladder> ladders() {
    return FamilyState.ladders(families);
  }

  /**
   * The families in which another program undoes the repairs and the pause has not ended: a change
   * of their rules would lead to no repair now.
   */
  Set<Family> contested() {
    Set<Family> contested = EnumSet.noneOf(Family.class);
    for (FamilyState family : families) {
      if (runner.isPaused(family)) {
        contested.add(family.family());
      }
    }
    return contested;
  }

  private StatusBuilder builder() {
    return new StatusBuilder(
        progress.unreadable(), runner.impediment(), runner.opponent(), clock.nanos());
  }

  /** The result of the last round. */
  LastRound lastRound() {
    List<Assessment> assessments = new ArrayList<>();
    Set<Family> blocked = EnumSet.noneOf(Family.class);
    for (FamilyState family : families) {
      assessments.add(family.assessment());
      if (runner.impediment().isPresent() || family.restoreFailure().isPresent()) {
        blocked.add(family.family());
      }
    }
    return new LastRound(scope, assessments, restorer.alarms(), blocked, settings.get().policy());
  }

  /** Why a repair that an operator requested did not lead to the right order; empty if it did. */
  Optional<ManagerException> failure() {
    if (progress.unreadable().isPresent()) {
      return unreachable();
    }
    for (FamilyState family : families) {
      if (family.isInverted()) {
        Kind kind = runner.impediment().isPresent() ? Kind.DENIED : Kind.REFUSED;
        return Optional.of(new ManagerException(kind, builder().failure(family)));
      }
    }
    return Optional.empty();
  }

  private Optional<ManagerException> unreachable() {
    return progress.unreadable().map(reason -> new ManagerException(Kind.UNREACHABLE, reason));
  }
}
