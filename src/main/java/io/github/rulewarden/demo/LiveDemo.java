package io.github.rulewarden.demo;

import io.github.rulewarden.cli.Demo;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.daemon.ManagerException;
import java.io.PrintWriter;

/** Shows a real wg-quick jump ahead of Tailscale's rules, and Rulewarden put it back. */
public final class LiveDemo implements Demo {
  @Override
  public int run(PrintWriter out, Terminal terminal) throws ManagerException {
    throw new ManagerException(ManagerException.Kind.REFUSED, "The demonstration is being built.");
  }
}
