package io.github.rulewarden.systemd;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.util.List;

/** Keeps the status line of {@code systemctl status} up to date. */
public final class StatusNotice implements StatusListener {
  private final Notifier notifier;
  private String sent = "";

  public StatusNotice(Notifier notifier) {
    this.notifier = notifier;
  }

  @Override
  public void report(Status status, List<Event> events) {
    String sentence = status.state().text() + ": " + status.reason();
    if (status.repairs() > 0) {
      sentence += " (repairs: " + status.repairs() + ")";
    }
    if (!sentence.equals(sent)) {
      sent = sentence;
      notifier.status(sentence);
    }
  }
}
