package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden daemon}: what the unit runs. */
final class DaemonCommand implements Command {
  static final String NAME = "daemon";

  @Override
  public CommandSpec spec() {
    return Options.of(this, NAME, "Keep the rules right until told to stop.").config().spec();
  }

  @Override
  public int run(Session session) throws ConfigurationException {
    return session.wiring().runner().run(session::configuration);
  }
}
