package io.github.rulewarden.cli;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Status;
import java.util.HashMap;
import java.util.Map;

/** The status as a line for each change. */
final class StatusLines implements StatusView {
  private static final int SUBJECT_WIDTH = "strategy".length();

  private final Session session;

  /** What was said last of each subject. */
  private final Map<String, String> told = new HashMap<>();

  StatusLines(Session session) {
    this.session = session;
  }

  @Override
  public void show(Situation situation) {
    Status status = situation.status();
    tell("state", status.state().text());
    tell("mode", status.mode().text());
    tell("strategy", status.strategy().text());
    if (!status.reloadResult().isEmpty() || told.containsKey("reload")) {
      String result = status.reloadResult();
      tell("reload", result.isEmpty() ? "good" : "failed: " + result);
    }
    for (FamilyStatus family : status.families()) {
      tell(Words.of(family), family.state().text() + ": " + family.reason());
    }
    session.deliver();
  }

  @Override
  public void gone(String why) {
    told.clear();
    tell("state", "unknown: " + why + " Waiting for the daemon.");
    session.deliver();
  }

  private void tell(String subject, String now) {
    if (!now.equals(told.put(subject, now))) {
      String time = Moment.now(session.wiring().clock()).inList(session.wiring().clock());
      session.out().println(time + "  " + Words.left(subject, SUBJECT_WIDTH) + "  " + now);
    }
  }
}
