package io.github.rulewarden.namespaces;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistorySource;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.MetricsSource;
import io.github.rulewarden.api.Reloader;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.daemon.ReconcileLoop;
import io.github.rulewarden.daemon.Reporter;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.text.StepText;
import io.github.rulewarden.text.UndoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The daemon of this process as operators see it. Any thread except a loop's may call it. */
public final class SupervisorManager implements Manager {
  private final Supervisor supervisor;
  private final Reporter reporter;
  private final HistorySource history;
  private final MetricsSource metrics;
  private final Reloader reloader;

  /** Creates the manager of the loops that report to {@code reporter}. */
  public SupervisorManager(
      Supervisor supervisor,
      Reporter reporter,
      HistorySource history,
      MetricsSource metrics,
      Reloader reloader) {
    this.supervisor = supervisor;
    this.reporter = reporter;
    this.history = history;
    this.metrics = metrics;
    this.reloader = reloader;
  }

  @Override
  public Status status() {
    return reporter.latest().orElseGet(supervisor.own()::initialStatus);
  }

  @Override
  public List<ListedRule> rules(Scope scope, Set<Family> families) throws ManagerException {
    if (supervisor.loop(scope).isEmpty()) {
      throw ManagerException.notWatched(scope);
    }
    return reporter.rulebook().list(scope, families);
  }

  @Override
  public CheckResult check() {
    List<Finding> findings = new ArrayList<>();
    boolean isGood = true;
    for (ReconcileLoop loop : supervisor.loops()) {
      CheckResult result = loop.check();
      findings.addAll(result.findings());
      isGood &= result.isGood();
    }
    return new CheckResult(isGood, findings);
  }

  @Override
  public List<String> plan() {
    List<String> commands = new ArrayList<>();
    for (ReconcileLoop loop : supervisor.loops()) {
      commands.addAll(StepText.commands(loop.plan(), loop.scope()));
    }
    return commands;
  }

  @Override
  public List<HistoryEntry> history(int most) {
    return history.latest(most);
  }

  @Override
  public String metrics() {
    return metrics.text();
  }

  @Override
  public List<String> repair() throws ManagerException {
    List<String> steps = new ArrayList<>();
    for (ReconcileLoop loop : supervisor.loops()) {
      steps.addAll(StepText.commands(loop.repair(), loop.scope()));
    }
    return steps;
  }

  @Override
  public List<String> undo() throws ManagerException {
    List<String> lines = new ArrayList<>();
    for (ReconcileLoop loop : supervisor.loops()) {
      lines.addAll(UndoText.lines(loop.undo(), loop.scope()));
    }
    return lines;
  }

  @Override
  public void reload() throws ManagerException {
    reloader.reload();
  }

  @Override
  public void setMode(Mode mode) throws ManagerException {
    supervisor.own().setMode(mode);
  }
}
