package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.cli.Demo;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.policy.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** Shows a real wg-quick jump ahead of Tailscale's rules, and Rulewarden put it back. */
public final class LiveDemo implements Demo {
  /** Set by bin/rulewarden: where it was started from. */
  private static final String HOME_PROPERTY = "rulewarden.home";

  private static final int FINE = 0;
  private static final int WRONG = 1;

  /** As a shell tells of SIGINT; nobody sees it, because the program is ending already. */
  private static final int INTERRUPTED = 130;

  private final Map<String, String> environment;

  public LiveDemo(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public int run(PrintWriter out, Terminal terminal) throws ManagerException {
    SearchPath programs = SearchPath.of(environment);
    Requirements.check(programs);
    try (Stage stage = Stage.open(programs)) {
      try {
        String wireguard = wireguard(stage, programs);
        Report report = new Report(out, terminal, Policy.DEFAULT);
        return new Performance(stage, report, rulewarden()).play(wireguard) ? FINE : WRONG;
      } catch (ManagerException e) {
        if (stage.isEnding()) {
          return INTERRUPTED; // What failed is what the end pulled away.
        }
        throw e;
      }
    }
  }

  private static String wireguard(Stage stage, SearchPath programs) throws ManagerException {
    String name = stage.tunnelName();
    if (stage.commands().succeeds("ip", "link", "add", name, "type", "wireguard")) {
      stage.commands().run("ip", "link", "delete", name);
      return "the kernel's WireGuard";
    }
    Requirements.checkUserspaceWireguard(programs);
    return "wireguard-go";
  }

  private static Path rulewarden() throws ManagerException {
    String home = System.getProperty(HOME_PROPERTY, "");
    if (home.isEmpty()) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The daemon's program is not known: start this by bin/rulewarden.");
    }
    return Path.of(home, "bin", "rulewarden");
  }
}
