package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.UndoPlanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Undoes moves because an operator wants it, and reports what came of it. */
final class UndoRun {
  private final PlanRunner runner;
  private final StateTracker state;
  private final Map<ScopeFamily, Account> accounts = new LinkedHashMap<>();
  private Optional<ManagerException> complaint = Optional.empty();

  /** What was done in one family, and what is not exactly as it was, each once. */
  private record Account(List<String> steps, Set<String> remarks) {
    private Account() {
      this(new ArrayList<>(), new LinkedHashSet<>());
    }

    private List<String> report(ScopeFamily where) {
      List<String> report = new ArrayList<>(steps);
      for (String remark : remarks) {
        report.add("# " + where.family().text() + ": " + remark);
      }
      return report;
    }
  }

  UndoRun(PlanRunner runner, StateTracker state) {
    this.runner = runner;
    this.state = state;
  }

  /** Undoes what can be undone in a family; returns whether to look again at once. */
  boolean undo(FamilyState family) {
    Account account = accounts.computeIfAbsent(family.where(), _ -> new Account());
    UndoPlanner planner =
        new UndoPlanner(family.ladder(), state.saved(), family.assessment().policy());
    Plan plan = planner.plan();
    if (plan.isEmpty()) {
      account.remarks().addAll(planner.remarks());
      return false;
    }
    Outcome outcome = runner.execute(family.ladder(), plan);
    account.steps().addAll(outcome.steps());
    boolean isToBeContinued = !outcome.steps().isEmpty();
    switch (outcome) {
      case Outcome.Done _ -> account.remarks().addAll(planner.remarks());
      case Outcome.Overtaken _ -> isToBeContinued = true;
      case Outcome.Denied(_, String reason) -> failed(Kind.DENIED, reason);
      case Outcome.Failed(_, String reason) -> failed(Kind.REFUSED, reason);
    }
    if (isToBeContinued) {
      family.undone();
    }
    return isToBeContinued;
  }

  /** Notes that the rules cannot be read. */
  void notRead(String reason) {
    failed(Kind.UNREACHABLE, reason);
  }

  /** The first reason counts. */
  private void failed(Kind kind, String reason) {
    complaint = complaint.or(() -> Optional.of(new ManagerException(kind, reason)));
  }

  /**
   * Everything that was done, and as shell comments whatever is to be said of it.
   *
   * @throws ManagerException if the kernel did not let it come to its end
   */
  List<String> result() throws ManagerException {
    if (complaint.isPresent()) {
      throw complaint.get();
    }
    List<String> report = new ArrayList<>();
    accounts.forEach((where, account) -> report.addAll(account.report(where)));
    return report;
  }

  /** One event for each family in which something was done. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    accounts.forEach((where, account) -> {
      if (!account.steps().isEmpty()) {
        events.add(new Event.Undone(where, account.report(where)));
      }
    });
    return events;
  }
}
