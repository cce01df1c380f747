package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden demo}: the reboot race and its repair. */
final class DemoCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(
            this,
            "demo",
            "Show an inversion and its repair in a throw-away network namespace (needs root).")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException {
    return session.wiring().demo().run(session.out(), session.terminal());
  }
}
