package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.text.HistoryEntryFactory;
import java.util.List;
import java.util.Optional;

/** Prints events for programs: one JSON object per line. */
final class MonitorJson implements Follower.Observer {
  private final Invocation invocation;
  private final HistoryEntryFactory factory = new HistoryEntryFactory();

  MonitorJson(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void connected(Status status) {
    daemon("daemon-there", status.reason());
  }

  @Override
  public void lost(String why) {
    daemon("daemon-gone", why);
  }

  @Override
  public void report(Status status, Optional<Signal> signal) {
    if (signal.isPresent()) {
      JsonStringWriter json = Json.document();
      Json.entry(json, factory.entry(now().micros(), signal.get()));
      Json.write(invocation, json);
      invocation.flush();
    }
  }

  /** Has the fields of all other lines, so that programs need no special case. */
  private void daemon(String kind, String text) {
    JsonStringWriter json =
        Json.document()
            .object()
            .value("time", now().micros())
            .value("kind", kind)
            .value("netns", "")
            .value("family", "")
            .value("text", text)
            .value("opponent", "")
            .value("durationUSec", 0);
    Json.strings(json, "steps", List.of());
    Json.write(invocation, json.end());
    invocation.flush();
  }

  private Timestamp now() {
    return Timestamp.now(invocation.dependencies().clock());
  }
}
