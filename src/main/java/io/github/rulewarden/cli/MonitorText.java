package io.github.rulewarden.cli;

import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.text.HistoryEntryFactory;
import java.util.Optional;

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
  public void report(Status status, Optional<Signal> signal) {
    if (signal.isPresent()) {
      long now = Timestamp.now(invocation.dependencies().clock()).micros();
      text.print(factory.entry(now, signal.get()));
      invocation.flush();
    }
  }
}
