package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Remark;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.policy.planner.UndoPlanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Undoes moves on an operator's request and reports the result. */
final class UndoRun {
  private final PlanRunner runner;
  private final StateTracker state;
  private final Map<ScopeFamily, FamilyResult> results = new LinkedHashMap<>();
  private Optional<ManagerException> failure = Optional.empty();

  /**
   * The executed steps in one family, and remarks about rules that are not exactly at their
   * original place.
   */
  private record FamilyResult(List<Step> steps, Set<Remark> remarks) {
    private FamilyResult() {
      this(new ArrayList<>(), new LinkedHashSet<>());
    }

    private Event.Undone undone(ScopeFamily where) {
      return new Event.Undone(where, steps, List.copyOf(remarks));
    }
  }

  UndoRun(PlanRunner runner, StateTracker state) {
    this.runner = runner;
    this.state = state;
  }

  /** Undoes what can be undone in a family; returns whether to read the rules again immediately. */
  boolean undo(FamilyState family) {
    FamilyResult result = results.computeIfAbsent(family.where(), _ -> new FamilyResult());
    UndoPlanner planner =
        new UndoPlanner(family.ladder(), state.saved(), family.assessment().policy());
    Plan plan = planner.plan();
    if (plan.isEmpty()) {
      result.remarks().addAll(planner.remarks());
      return false;
    }
    Outcome outcome = runner.execute(family.ladder(), plan);
    result.steps().addAll(outcome.steps());
    boolean mustContinue = !outcome.steps().isEmpty();
    switch (outcome) {
      case Outcome.Done _ -> result.remarks().addAll(planner.remarks());
      case Outcome.Overtaken _ -> mustContinue = true;
      case Outcome.Denied(_, String reason) -> failed(Kind.DENIED, reason);
      case Outcome.Failed(_, String reason) -> failed(Kind.REFUSED, reason);
    }
    if (mustContinue) {
      family.undone();
    }
    return mustContinue;
  }

  /** Records that the rules cannot be read. */
  void notRead(String reason) {
    failed(Kind.UNREACHABLE, reason);
  }

  /** Keeps the first reason. */
  private void failed(Kind kind, String reason) {
    failure = failure.or(() -> Optional.of(new ManagerException(kind, reason)));
  }

  /**
   * The executed steps and the remarks of each family.
   *
   * @throws ManagerException if the kernel refused a step
   */
  List<Event.Undone> result() throws ManagerException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    List<Event.Undone> all = new ArrayList<>();
    results.forEach((where, result) -> all.add(result.undone(where)));
    return all;
  }

  /** One event for each family in which steps were executed. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    results.forEach((where, result) -> {
      if (!result.steps().isEmpty()) {
        events.add(result.undone(where));
      }
    });
    return events;
  }
}
