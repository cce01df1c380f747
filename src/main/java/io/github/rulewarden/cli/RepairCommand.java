package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.text.StepText;
import io.github.rulewarden.text.UndoText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden repair}: repairs the rules through the daemon, or once without it. */
final class RepairCommand implements Command {
  private static final String UNDO = "--undo";

  /**
   * The result of a repair.
   *
   * @param lines the executed steps as commands, and remarks as shell comments
   * @param note further information for the operator; empty if there is none
   */
  private record Result(List<String> lines, String note) {}

  @Override
  public CommandSpec spec() {
    return Options.of(
            this,
            "repair",
            "Repair the rules: through the daemon if it runs and no option restricts the repair,"
                + " otherwise once without it.")
        .flag(UNDO, "Instead move the rules back to where they were before.")
        .families()
        .netns()
        .config()
        .footer(
            "It prints what was done, as ip commands. After --undo the daemon only observes until"
                + " it is reloaded or restarted.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    Result result =
        isRestricted(session.arguments()) ? withoutDaemon(session) : throughDaemon(session);
    for (String line : result.lines()) {
      session.out().println(line);
    }
    if (result.lines().isEmpty()) {
      session.out().println("nothing to do");
    }
    if (!result.note().isEmpty()) {
      session.out().println(result.note());
    }
    return ExitCode.SUCCESS;
  }

  /** The daemon repairs both families of its own namespace, by its own configuration. */
  private static boolean isRestricted(Arguments arguments) {
    return arguments.isOneFamily()
        || arguments.netns().isPresent()
        || arguments.configuration().isPresent();
  }

  private static boolean isUndo(Session session) {
    return session.arguments().has(UNDO);
  }

  private static Result throughDaemon(Session session)
      throws ManagerException, ConfigurationException {
    try {
      Manager daemon = session.dependencies().daemon().connect();
      return isUndo(session)
          ? new Result(
              daemon.undo(),
              "the daemon only observes now; run `systemctl reload rulewarden` to end this")
          : new Result(daemon.repair(), "");
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.UNREACHABLE) {
        throw e;
      }
      return afterFailedCall(session, e);
    }
  }

  /**
   * Repairs without the daemon, because it is unreachable. If the instance lock shows that it runs
   * anyway, the message also says why it is unreachable.
   */
  private static Result afterFailedCall(Session session, ManagerException unreachable)
      throws ManagerException, ConfigurationException {
    try {
      return withoutDaemon(session);
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.REFUSED) {
        throw e;
      }
      throw new ManagerException(e.kind(), unreachable.getMessage() + " " + e.getMessage());
    }
  }

  private static Result withoutDaemon(Session session)
      throws ManagerException, ConfigurationException {
    Optional<String> netns = session.arguments().netns();
    Policy policy = session.configuration().policy();
    Kernel kernel = session.dependencies().kernel();
    Set<Family> families = session.arguments().families();
    Scope scope = new Scope(netns);
    List<String> done =
        isUndo(session)
            ? UndoText.lines(kernel.undoOnce(policy, netns, families), scope)
            : StepText.commands(kernel.repairOnce(policy, netns, families), scope);
    return new Result(done, "");
  }
}
