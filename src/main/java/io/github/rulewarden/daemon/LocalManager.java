package io.github.rulewarden.daemon;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Mode;
import java.util.List;
import java.util.Set;

/** The daemon of this very process, as operators are offered it. */
public final class LocalManager implements Manager {
  private final ReconcileLoop loop;
  private final Archive archive;
  private final Gauges gauges;
  private final Reloader reloader;

  /** What happened. */
  public interface Archive {
    /** So many of the latest entries at most, oldest first. */
    List<HistoryEntry> latest(int most);
  }

  /** What is counted. */
  public interface Gauges {
    /** As Prometheus reads it (text format 0.0.4). */
    String text();
  }

  /** The way from the configuration's files to the loop. */
  public interface Reloader {
    /** As {@link Manager#reload}. */
    void reload() throws ManagerException;
  }

  public LocalManager(ReconcileLoop loop, Archive archive, Gauges gauges, Reloader reloader) {
    this.loop = loop;
    this.archive = archive;
    this.gauges = gauges;
    this.reloader = reloader;
  }

  @Override
  public Status status() {
    return loop.status();
  }

  @Override
  public List<ListedRule> rules(Set<Family> families) {
    return loop.rules(families);
  }

  @Override
  public CheckResult check() {
    return loop.lastLook().examination();
  }

  @Override
  public List<String> plan() {
    return loop.lastLook().commands();
  }

  @Override
  public List<HistoryEntry> history(int most) {
    return archive.latest(most);
  }

  @Override
  public String metrics() {
    return gauges.text();
  }

  @Override
  public List<String> repair() throws ManagerException {
    return loop.repair();
  }

  @Override
  public List<String> undo() throws ManagerException {
    return loop.undo();
  }

  @Override
  public void reload() throws ManagerException {
    reloader.reload();
  }

  @Override
  public void setMode(Mode mode) throws ManagerException {
    loop.setMode(mode);
  }
}
