package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntryFactory;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.TimedEvent;
import java.util.List;

/** Prints events as text: the lines of {@code rulewarden history} as they happen. */
final class MonitorText implements Follower.Observer {
  private final Invocation invocation;
  private final EntryText text;
  private final HistoryEntryFactory factory = new HistoryEntryFactory();

  MonitorText(Invocation invocation) {
    this.invocation = invocation;
    this.text = new EntryText(invocation);
  }

  @Override
  public void connected(Status status) {
    text.printDaemon("running, state " + status.state().text() + ": " + status.reason());
    invocation.flush();
  }

  @Override
  public void lost(String why) {
    text.printDaemon("not reachable: " + why + " Waiting for it.");
    invocation.flush();
  }

  @Override
  public void report(Status status, List<Event> events) {
    for (Event event : events) {
      long now = Timestamp.now(invocation.dependencies().clock()).micros();
      text.print(factory.entry(new TimedEvent(now, event)));
    }
    invocation.flush();
  }
}
