package io.github.rulewarden.cli;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Status;
import java.util.HashMap;
import java.util.Map;

/** Prints a line for each change of the status. */
final class StatusLines implements StatusView {
  private static final int SUBJECT_WIDTH = "strategy".length();

  private final Invocation invocation;

  /** The last printed value of each subject. */
  private final Map<String, String> printed = new HashMap<>();

  StatusLines(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void show(StatusContext context) {
    Status status = context.status();
    print("state", status.state().text());
    print("mode", status.mode().text());
    print("strategy", status.strategy().text());
    if (!status.reloadResult().isEmpty() || printed.containsKey("reload")) {
      String result = status.reloadResult();
      print("reload", result.isEmpty() ? "good" : "failed: " + result);
    }
    for (FamilyStatus family : status.families()) {
      print(Words.of(family), family.state().text() + ": " + family.reason());
    }
    invocation.flush();
  }

  @Override
  public void gone(String why) {
    printed.clear();
    print("state", "unknown: " + why + " Waiting for the daemon.");
    invocation.flush();
  }

  private void print(String subject, String now) {
    if (!now.equals(printed.put(subject, now))) {
      String time =
          Timestamp.now(invocation.dependencies().clock())
              .inList(invocation.dependencies().clock());
      invocation.out().println(time + "  " + Words.left(subject, SUBJECT_WIDTH) + "  " + now);
    }
  }
}
