package io.github.rulewarden;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.cli.KernelAccess;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.FileProblem;
import io.github.rulewarden.daemon.OneShot;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.InstanceLock;
import io.github.rulewarden.kernel.Kernel;
import io.github.rulewarden.kernel.KernelRuleTable;
import io.github.rulewarden.kernel.Permission;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.statefile.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel for commands that work without the daemon: opened, used once, closed. */
final class LocalKernel implements KernelAccess {
  private final Path lockDirectory;

  LocalKernel(Path lockDirectory) {
    this.lockDirectory = lockDirectory;
  }

  @Override
  public Snapshot read(Policy policy, Optional<String> netns) throws ManagerException {
    return in(netns, () -> readHere(policy));
  }

  @Override
  public boolean hasOtherInstance(Optional<String> netns) {
    try {
      return in(netns, this::isLocked);
    } catch (ManagerException e) {
      return false;
    }
  }

  private boolean isLocked() {
    try {
      return InstanceLock.isHeld(lockDirectory);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<Step> repairOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException {
    return in(netns, () -> writeHere((table, store) -> repair(table, store, policy, families)));
  }

  @Override
  public List<Event.Undone> undoOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException {
    return in(netns, () -> writeHere((table, store) -> undo(table, store, policy, families)));
  }

  private static Snapshot readHere(Policy policy) throws ManagerException {
    try (KernelRuleTable table = Kernel.openTable()) {
      Snapshot snapshot = table.read(ReadRequest.everything(policy.tailscale().table()));
      return snapshot.with(
          snapshot.tailnet().with(table.routes(snapshot, snapshot.tailnet().peers())));
    } catch (RuleTable.UnreadableException e) {
      throw new ManagerException(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private static List<Step> repair(
      RuleTable table, StateStore store, Policy policy, Set<Family> families)
      throws ManagerException {
    return new OneShot(table, policy, families, Clock.system(), Optional.empty(), store).repair();
  }

  private static List<Event.Undone> undo(
      RuleTable table, StateStore store, Policy policy, Set<Family> families)
      throws ManagerException {
    return new OneShot(table, policy, families, Clock.system(), Optional.empty(), store).undo();
  }

  /** An operation that changes rules; returns what was done. */
  private interface ChangeRules<T> {
    List<T> run(RuleTable table, StateStore store) throws ManagerException;
  }

  private <T> List<T> writeHere(ChangeRules<T> change) throws ManagerException {
    Optional<String> impediment = Permission.impediment();
    if (impediment.isPresent()) {
      throw new ManagerException(Kind.DENIED, impediment.get());
    }
    try (InstanceLock _ = lock();
        StateFile store = StateFile.in(lockDirectory);
        KernelRuleTable table = Kernel.openTable()) {
      return change.run(table, store);
    } catch (IOException e) {
      throw new ManagerException(
          Kind.DENIED,
          "The instance lock in "
              + lockDirectory
              + " cannot be taken: "
              + FileProblem.words(e)
              + "; set RUNTIME_DIRECTORY to a directory that is writable.");
    }
  }

  private InstanceLock lock() throws IOException, ManagerException {
    Optional<InstanceLock> lock = InstanceLock.take(lockDirectory);
    if (lock.isEmpty()) {
      throw new ManagerException(
          Kind.REFUSED, "Another instance repairs this network namespace already.");
    }
    return lock.get();
  }

  private static <T> T in(Optional<String> netns, NetworkNamespace.Work<T, ManagerException> work)
      throws ManagerException {
    if (netns.isEmpty()) {
      return work.run();
    }
    try (NetworkNamespace namespace = NetworkNamespace.named(netns.get())) {
      return namespace.run(work);
    } catch (KernelException e) {
      throw notEntered(netns.get(), e);
    } catch (IllegalArgumentException e) {
      throw new ManagerException(Kind.UNREACHABLE, e.getMessage() + ".");
    }
  }

  private static ManagerException notEntered(String netns, KernelException e) {
    return switch (e.errno()) {
      case ENOENT ->
          new ManagerException(
              Kind.UNREACHABLE,
              "There is no network namespace "
                  + netns
                  + "; list the namespaces with `ip netns list`.");
      case EPERM, EACCES ->
          new ManagerException(
              Kind.DENIED,
              "Entering the network namespace "
                  + netns
                  + " requires CAP_SYS_ADMIN; run the command as root.");
      default ->
          new ManagerException(
              Kind.UNREACHABLE,
              "The network namespace " + netns + " cannot be entered: " + e.getMessage() + ".");
    };
  }
}
