package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntryFactory;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.TimedEvent;
import java.util.List;

/** What happens, for people: the lines of {@code rulewarden history} as they come into being. */
final class MonitorText implements Follower.Audience {
  private final Session session;
  private final EntryText text;
  private final HistoryEntryFactory factory = new HistoryEntryFactory();

  MonitorText(Session session) {
    this.session = session;
    this.text = new EntryText(session);
  }

  @Override
  public void there(Status status) {
    text.printDaemon("there, state " + status.state().text() + ": " + status.reason());
    session.deliver();
  }

  @Override
  public void gone(String why) {
    text.printDaemon("gone: " + why + " Waiting for it.");
    session.deliver();
  }

  @Override
  public void report(Status status, List<Event> events) {
    for (Event event : events) {
      long now = Moment.now(session.wiring().clock()).micros();
      text.print(factory.entry(new TimedEvent(now, event)));
    }
    session.deliver();
  }
}
