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
            "Repair the rules once: through the daemon if it is running and no option restricts the"
                + " repair, otherwise directly.")
        .flag(UNDO, "Move rules back to their original places instead.")
        .families()
        .netns()
        .config()
        .footer(
            "Prints the executed ip commands. After --undo the daemon only observes, until it is"
                + " reloaded or restarted.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException, ConfigurationException {
    Result result =
        isRestricted(invocation.arguments()) ? restricted(invocation) : throughDaemon(invocation);
    for (String line : result.lines()) {
      invocation.out().println(line);
    }
    if (result.lines().isEmpty()) {
      invocation.out().println("nothing to do");
    }
    if (!result.note().isEmpty()) {
      invocation.out().println(result.note());
    }
    return ExitCode.SUCCESS;
  }

  /** The daemon always repairs both families of its own namespace, with its own configuration. */
  private static boolean isRestricted(Arguments arguments) {
    return arguments.isOneFamily()
        || arguments.netns().isPresent()
        || arguments.configuration().isPresent();
  }

  private static Result restricted(Invocation invocation)
      throws ManagerException, ConfigurationException {
    try {
      return withoutDaemon(invocation);
    } catch (ManagerException e) {
      throw isLocked(invocation, e)
          ? new ManagerException(
              e.kind(),
              e.getMessage()
                  + " To send the command to that instance, leave out -4, -6, --netns and --config.")
          : e;
    }
  }

  /** Whether a repair was refused because another instance holds the lock. */
  private static boolean isLocked(Invocation invocation, ManagerException refusal) {
    return refusal.kind() == ManagerException.Kind.REFUSED
        && invocation.dependencies().kernel().hasOtherInstance(invocation.arguments().netns());
  }

  private static boolean isUndo(Invocation invocation) {
    return invocation.arguments().has(UNDO);
  }

  private static Result throughDaemon(Invocation invocation)
      throws ManagerException, ConfigurationException {
    try {
      Manager daemon = invocation.dependencies().daemon().connect();
      return isUndo(invocation)
          ? new Result(
              daemon.undo(),
              "the daemon only observes now; run `systemctl reload rulewarden` to end this")
          : new Result(daemon.repair(), "");
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.UNREACHABLE) {
        throw e;
      }
      return afterFailedCall(invocation, e);
    }
  }

  /**
   * Repairs without the daemon, because it is unreachable. If the instance lock shows that it is
   * running, the message also says why it is unreachable.
   */
  private static Result afterFailedCall(Invocation invocation, ManagerException unreachable)
      throws ManagerException, ConfigurationException {
    try {
      return withoutDaemon(invocation);
    } catch (ManagerException e) {
      if (!isLocked(invocation, e)) {
        throw e;
      }
      throw new ManagerException(
          e.kind(),
          unreachable.getMessage()
              + " "
              + e.getMessage()
              + " Make the bus reachable for that instance, or stop it first.");
    }
  }

  private static Result withoutDaemon(Invocation invocation)
      throws ManagerException, ConfigurationException {
    Optional<String> netns = invocation.arguments().netns();
    Policy policy = invocation.configuration().policy();
    KernelAccess kernel = invocation.dependencies().kernel();
    Set<Family> families = invocation.arguments().families();
    Scope scope = new Scope(netns);
    List<String> done =
        isUndo(invocation)
            ? UndoText.lines(kernel.undoOnce(policy, netns, families), scope)
            : StepText.commands(kernel.repairOnce(policy, netns, families), scope);
    return new Result(done, "");
  }
}
