package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.cli.Demo;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.policy.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Shows how a real wg-quick adds its rules ahead of Tailscale's, and how Rulewarden repairs that.
 */
public final class LiveDemo implements Demo {
  /** Set by bin/rulewarden: the directory of the installation. */
  private static final String HOME_PROPERTY = "rulewarden.home";

  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  /** A shell's exit code for SIGINT. It is never used, because the program is exiting already. */
  private static final int INTERRUPTED = 130;

  private final Map<String, String> environment;

  public LiveDemo(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public int run(PrintWriter out, Terminal terminal) throws ManagerException {
    SearchPath programs = SearchPath.of(environment);
    Requirements.check(programs);
    try (DemoNamespace namespace = DemoNamespace.open(programs)) {
      try {
        String wireguard = wireguard(namespace, programs);
        Report report = new Report(out, terminal, Policy.DEFAULT);
        return new DemoScript(namespace, report, rulewarden()).run(wireguard) ? SUCCESS : FAILURE;
      } catch (ManagerException e) {
        if (namespace.isClosing()) {
          return INTERRUPTED; // The cleanup caused the failure.
        }
        throw e;
      }
    }
  }

  private static String wireguard(DemoNamespace namespace, SearchPath programs)
      throws ManagerException {
    String name = namespace.tunnelName();
    if (namespace.commands().succeeds("ip", "link", "add", name, "type", "wireguard")) {
      namespace.commands().run("ip", "link", "delete", name);
      return "the kernel's WireGuard";
    }
    Requirements.checkUserspaceWireguard(programs);
    return "wireguard-go";
  }

  private static Path rulewarden() throws ManagerException {
    String home = System.getProperty(HOME_PROPERTY, "");
    if (home.isEmpty()) {
      throw new ManagerException(
          Kind.UNREACHABLE,
          "The daemon's program is unknown: start the demonstration with bin/rulewarden.");
    }
    return Path.of(home, "bin", "rulewarden");
  }
}
