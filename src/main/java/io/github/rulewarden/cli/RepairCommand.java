package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden repair}: by the daemon, or once by itself. */
final class RepairCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(
            this,
            "repair",
            "Put the rules right: by the daemon if it runs and no option narrows the repair,"
                + " else once, here.")
        .families()
        .netns()
        .config()
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    List<String> done = isNarrowed(session.arguments()) ? byItself(session) : byDaemon(session);
    for (String step : done) {
      session.out().println(step);
    }
    if (done.isEmpty()) {
      session.out().println("nothing to do");
    }
    return ExitCode.FINE;
  }

  /** The daemon repairs both families of its own namespace, by its own configuration. */
  private static boolean isNarrowed(Arguments arguments) {
    return arguments.isOneFamily()
        || arguments.netns().isPresent()
        || arguments.configuration().isPresent();
  }

  private static List<String> byDaemon(Session session)
      throws ManagerException, ConfigurationException {
    try {
      return session.wiring().daemon().connect().repair();
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.UNREACHABLE) {
        throw e;
      }
      // If it runs after all, its lock says so.
      return byItself(session);
    }
  }

  private static List<String> byItself(Session session)
      throws ManagerException, ConfigurationException {
    Optional<String> netns = session.arguments().netns();
    Policy policy = session.configuration().policy();
    Kernel kernel = session.wiring().kernel();
    List<String> done = kernel.repairOnce(policy, netns, session.arguments().families());
    return Words.typedOnHost(done, netns.orElse(""));
  }
}
