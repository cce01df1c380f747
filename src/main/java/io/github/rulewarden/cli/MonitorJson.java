package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntryFactory;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.TimedEvent;
import java.util.List;

/** What happens, for programs: an object a line. */
final class MonitorJson implements Follower.Audience {
  private final Session session;
  private final HistoryEntryFactory factory = new HistoryEntryFactory();

  MonitorJson(Session session) {
    this.session = session;
  }

  @Override
  public void there(Status status) {
    daemon("daemon-there", status.reason());
  }

  @Override
  public void gone(String why) {
    daemon("daemon-gone", why);
  }

  @Override
  public void report(Status status, List<Event> events) {
    for (Event event : events) {
      JsonStringWriter json = Json.document();
      Json.entry(json, factory.entry(new TimedEvent(now().micros(), event)));
      Json.write(session, json);
    }
    session.deliver();
  }

  /** With the fields of any other line: who reads them need not ask which there are. */
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
    Json.write(session, json.end());
    session.deliver();
  }

  private Moment now() {
    return Moment.now(session.wiring().clock());
  }
}
