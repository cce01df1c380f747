package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.cli.Terminal.Kind;
import java.util.List;
import java.util.Optional;

/** Shows the status for as long as somebody looks. */
final class StatusWatch implements Follower.Audience {
  private final DaemonLink link;
  private final StatusView view;

  /** What was asked last; empty if it has to be asked again. */
  private Optional<Situation> known = Optional.empty();

  private StatusWatch(DaemonLink link, StatusView view) {
    this.link = link;
    this.view = view;
  }

  static void run(Session session) throws ManagerException {
    DaemonLink link = session.wiring().daemon();
    if (session.arguments().wantsJson()) {
      new Follower(link, new StatusWatch(link, new StatusJson(session))).run();
    } else if (session.terminal().kind() != Kind.SCREEN) {
      new Follower(link, new StatusWatch(link, new StatusLines(session))).run();
    } else {
      try (StatusScreen screen = new StatusScreen(session)) {
        new Follower(link, new StatusWatch(link, screen)).run();
      }
    }
  }

  @Override
  public void there(Status status) {
    known = Optional.empty();
  }

  @Override
  public void gone(String why) {
    view.gone(why);
  }

  /** Who the opponent is has to be asked for; nothing changes that but an event. */
  @Override
  public void report(Status status, List<Event> events) {
    Situation situation =
        known.isPresent() && events.isEmpty() ? known.get().with(status) : ask(status);
    known = Optional.of(situation);
    view.show(situation);
  }

  private Situation ask(Status status) {
    try {
      return Situation.of(status, link.connect());
    } catch (ManagerException e) {
      return new Situation(status, 0, "");
    }
  }
}
