package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.cli.Terminal.Kind;
import java.util.Optional;

/** Shows the status until the command ends. */
final class StatusWatch implements Follower.Observer {
  private final DaemonLink link;
  private final StatusView view;

  /** The last context; empty if it has to be fetched again. */
  private Optional<StatusContext> known = Optional.empty();

  private StatusWatch(DaemonLink link, StatusView view) {
    this.link = link;
    this.view = view;
  }

  static void run(Invocation invocation) throws ManagerException {
    DaemonLink link = invocation.dependencies().daemon();
    if (invocation.arguments().wantsJson()) {
      new Follower(link, new StatusWatch(link, new StatusJson(invocation))).run();
    } else if (invocation.terminal().kind() != Kind.SCREEN) {
      new Follower(link, new StatusWatch(link, new StatusLines(invocation))).run();
    } else {
      try (StatusScreen screen = new StatusScreen(invocation)) {
        new Follower(link, new StatusWatch(link, screen)).run();
      }
    }
  }

  @Override
  public void connected(Status status) {
    known = Optional.empty();
  }

  @Override
  public void lost(String why) {
    view.gone(why);
  }

  /** The opponent has to be fetched from the history; it changes only with a signal. */
  @Override
  public void report(Status status, Optional<Signal> signal) {
    StatusContext context =
        known.isPresent() && signal.isEmpty() ? known.get().with(status) : fetch(status);
    known = Optional.of(context);
    view.show(context);
  }

  private StatusContext fetch(Status status) {
    try {
      return StatusContext.of(status, link.connect());
    } catch (ManagerException e) {
      return new StatusContext(status, 0, "");
    }
  }
}
