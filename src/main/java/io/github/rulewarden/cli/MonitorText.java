package io.github.rulewarden.cli;

import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.text.HistoryEntryFactory;
import java.util.Optional;

/** Prints events as text: the lines of {@code rulewarden history} as they happen. */
final class MonitorText implements Follower.Observer {
  private final Session session;
  private final EntryText text;
  private final HistoryEntryFactory factory = new HistoryEntryFactory();

  MonitorText(Session session) {
    this.session = session;
    this.text = new EntryText(session);
  }

  @Override
  public void connected(Status status) {
    text.printDaemon("running, state " + status.state().text() + ": " + status.reason());
    session.flush();
  }

  @Override
  public void lost(String why) {
    text.printDaemon("not reachable: " + why + " Waiting for it.");
    session.flush();
  }

  @Override
  public void report(Status status, Optional<Signal> signal) {
    if (signal.isPresent()) {
      long now = Timestamp.now(session.dependencies().clock()).micros();
      text.print(factory.entry(now, signal.get()));
      session.flush();
    }
  }
}
