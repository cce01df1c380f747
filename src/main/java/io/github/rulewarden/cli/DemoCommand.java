package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden demo}: shows the reboot race and its repair. */
final class DemoCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(
            this,
            "demo",
            "Show an inversion and its repair in a temporary network namespace (needs root).")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException {
    return invocation.dependencies().demo().run(invocation.out(), invocation.terminal());
  }
}
