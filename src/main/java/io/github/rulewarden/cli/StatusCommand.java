package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden status}: how things stand, as the daemon has it. */
final class StatusCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "status", "Ask the daemon how things stand.").json().spec();
  }

  @Override
  public int run(Session session) throws ManagerException {
    Status status = status(session);
    if (session.arguments().wantsJson()) {
      writeJson(session, status);
    } else {
      new StatusText(status, session).print();
    }
    return status.state().compareTo(State.OK) <= 0 ? ExitCode.FINE : ExitCode.FINDING;
  }

  private static Status status(Session session) throws ManagerException {
    try {
      return session.wiring().daemon().connect().status();
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.UNREACHABLE) {
        throw e;
      }
      throw new ManagerException(
          e.kind(),
          e.getMessage()
              + " Start it with `systemctl start rulewarden`, or use `rulewarden check`, which does"
              + " without it.");
    }
  }

  private static void writeJson(Session session, Status status) {
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
            .array("namespaces");
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
    Json.write(session, json.end().end());
  }
}
