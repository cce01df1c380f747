package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Status;

/** Prints the daemon's status as JSON. */
final class StatusJson implements StatusView {
  private final Invocation invocation;
  private String last = "";

  StatusJson(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void show(StatusContext context) {
    String now = text(context);
    if (!now.equals(last)) {
      invocation.out().println(now);
    }
    last = now;
    invocation.flush();
  }

  @Override
  public void gone(String why) {
    JsonStringWriter json =
        Json.document().object().value("state", "unknown").value("reason", why).end();
    Json.write(invocation, json);
    last = "";
    invocation.flush();
  }

  static String text(StatusContext context) {
    Status status = context.status();
    JsonStringWriter json =
        Json.document()
            .object()
            .value("state", status.state().text())
            .value("reason", status.reason())
            .value("mode", status.mode().text())
            .value("strategy", status.strategy().text())
            .value("repairs", status.repairs())
            .value("inversions", status.inversions())
            .value("lastRepairUSec", status.lastRepairMicros())
            .value("lastRepairDurationUSec", status.lastRepairDurationMicros())
            .value("lastInversionUSec", context.lastInversionMicros())
            .value("opponent", context.opponent());
    Json.strings(json, "configFiles", status.configFiles());
    json.value("reloadResult", status.reloadResult()).array("namespaces");
    for (FamilyStatus family : status.families()) {
      json.object()
          .value("netns", family.netns())
          .value("family", family.family().text())
          .value("state", family.state().text())
          .value("reason", family.reason())
          .value("repairs", family.repairs())
          .value("inversions", family.inversions())
          .end();
    }
    return json.end().end().done();
  }
}
