package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden repair}: by the daemon, or once by itself. */
final class RepairCommand implements Command {
  private static final String UNDO = "--undo";

  /**
   * What was done.
   *
   * @param note what else an operator should know; empty if nothing
   */
  private record Work(List<String> steps, String note) {}

  @Override
  public CommandSpec spec() {
    return Options.of(
            this,
            "repair",
            "Put the rules right: by the daemon if it runs and no option narrows the repair,"
                + " else once, here.")
        .flag(UNDO, "Put what was moved back to where it was instead.")
        .families()
        .netns()
        .config()
        .footer(
            "It prints the ip commands that amount to what was done. After --undo the daemon only"
                + " observes, until it is reloaded or restarted.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    Work work = isNarrowed(session.arguments()) ? byItself(session) : byDaemon(session);
    for (String step : work.steps()) {
      session.out().println(step);
    }
    if (work.steps().isEmpty()) {
      session.out().println("nothing to do");
    }
    if (!work.note().isEmpty()) {
      session.out().println(work.note());
    }
    return ExitCode.FINE;
  }

  /** The daemon repairs both families of its own namespace, by its own configuration. */
  private static boolean isNarrowed(Arguments arguments) {
    return arguments.isOneFamily()
        || arguments.netns().isPresent()
        || arguments.configuration().isPresent();
  }

  private static boolean isUndo(Session session) {
    return session.arguments().has(UNDO);
  }

  private static Work byDaemon(Session session) throws ManagerException, ConfigurationException {
    try {
      Manager daemon = session.wiring().daemon().connect();
      return isUndo(session)
          ? new Work(
              daemon.undo(),
              "the daemon only observes now: `systemctl reload rulewarden` ends that")
          : new Work(daemon.repair(), "");
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.UNREACHABLE) {
        throw e;
      }
      return withoutDaemon(session, e);
    }
  }

  /**
   * If it runs after all, its lock says so; then why it cannot be asked is the other half of the
   * answer.
   */
  private static Work withoutDaemon(Session session, ManagerException silence)
      throws ManagerException, ConfigurationException {
    try {
      return byItself(session);
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.REFUSED) {
        throw e;
      }
      throw new ManagerException(e.kind(), silence.getMessage() + " " + e.getMessage());
    }
  }

  private static Work byItself(Session session) throws ManagerException, ConfigurationException {
    Optional<String> netns = session.arguments().netns();
    Policy policy = session.configuration().policy();
    Kernel kernel = session.wiring().kernel();
    Set<Family> families = session.arguments().families();
    List<String> done =
        isUndo(session)
            ? kernel.undoOnce(policy, netns, families)
            : kernel.repairOnce(policy, netns, families);
    return new Work(Words.typedOnHost(done, new Scope(netns)), "");
  }
}
