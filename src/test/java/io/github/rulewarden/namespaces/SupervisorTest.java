package io.github.rulewarden.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.daemon.Heartbeat;
import io.github.rulewarden.daemon.LoopFixture;
import io.github.rulewarden.daemon.ReconcileLoop;
import io.github.rulewarden.daemon.Reporter;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.daemon.TunnelSettingsSource;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.WarmUp;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.kernel.warmup.WarmUpKernel;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two namespaces. Each has an inverted full tunnel when its loop starts, and rules of a tailscaled
 * that is not running.
 */
class SupervisorTest {
  private static final Scope BLUE = Scope.named("blue");
  private static final Set<Family> BOTH = EnumSet.allOf(Family.class);
  private static final int LIMIT_MINUTES = 2;

  private final Reporter reporter = new Reporter(Clock.system());
  private final BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();
  private final List<Event> events = new ArrayList<>();
  private final Supervisor supervisor = new Supervisor(List.of(loop(Scope.OWN), loop(BLUE)));
  private final SupervisorManager manager =
      new SupervisorManager(supervisor, reporter, _ -> List.of(), () -> "", () -> {});
  private final Thread thread = new Thread(() -> supervisor.run(() -> {}, () -> {}));

  @BeforeEach
  void start() {
    reporter.start(
        List.of((status, news) -> {
          events.addAll(news);
          statuses.add(status);
        }));
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    supervisor.stop();
    thread.join();
    reporter.close();
  }

  @Test
  void theStatusCoversAllNamespaces() throws InterruptedException {
    Status status = whenAllAreInOrder();
    assertEquals(
        List.of("/ipv4 idle", "/ipv6 idle", "blue/ipv4 idle", "blue/ipv6 idle"),
        inOrderOfName(status));
    assertEquals(4, status.repairs());
    assertEquals(status, manager.status());
    assertEquals(4, events.stream().filter(event -> event instanceof Event.Repaired).count());
  }

  @Test
  void rulesAreListedByNamespace() throws InterruptedException, ManagerException {
    whenAllAreInOrder();
    List<ListedRule> own = manager.rules(Scope.OWN, BOTH);
    assertEquals(5399, own.get(6).priority());
    assertEquals(own.size(), manager.rules(BLUE, BOTH).size());
    ManagerException failure =
        assertThrows(ManagerException.class, () -> manager.rules(Scope.named("red"), BOTH));
    assertEquals(ManagerException.Kind.INVALID_ARGUMENT, failure.kind());
    assertEquals(
        "Namespace 'red' is not watched: expected \"\" for the daemon's own.",
        failure.getMessage());
  }

  @Test
  void anUndoCoversAllNamespacesWithCommandsForTheHost()
      throws InterruptedException, ManagerException {
    whenAllAreInOrder();
    List<String> steps = manager.undo();
    assertEquals(16, steps.size());
    assertEquals(8, steps.stream().filter(step -> step.startsWith("ip -n blue ")).count());
    assertEquals(State.INVERTED, manager.status().state());
    assertEquals(16, manager.plan().size());
    assertEquals(4, manager.check().findings().size());
  }

  private Status whenAllAreInOrder() throws InterruptedException {
    while (true) {
      Status status =
          Optional.ofNullable(statuses.poll(LIMIT_MINUTES, TimeUnit.MINUTES)).orElseThrow();
      if (status.families().size() == 4 && status.repairs() == 4) {
        return status;
      }
    }
  }

  /**
   * Returns the families in order of namespace, because the order of the first reports is random.
   */
  private static List<String> inOrderOfName(Status status) {
    List<String> families = new ArrayList<>();
    for (var family : status.families()) {
      families.add(family.netns() + "/" + family.family().text() + " " + family.state().text());
    }
    families.sort(null);
    return families;
  }

  private ReconcileLoop loop(Scope scope) {
    WarmUpKernel kernel = new WarmUpKernel(StateStore.NONE);
    kernel.invert();
    return LoopFixture.loop(
        scope,
        Policy.DEFAULT,
        kernel.table(),
        TunnelSettingsSource.NONE,
        new Quiet(),
        Clock.system(),
        Heartbeat.NONE,
        reporter,
        new WarmUp(kernel, Clock.system(), 0),
        Duration.ZERO,
        new FakeStateStore());
  }

  /** A source without events. */
  private static final class Quiet implements EventSource {
    private final Semaphore wakes = new Semaphore(0);

    @Override
    public Wakeup await(long timeoutNanos) {
      pause(timeoutNanos);
      return new Wakeup(Set.of(), 0, Optional.empty());
    }

    @Override
    public void pause(long nanos) {
      try {
        if (wakes.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
          wakes.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void disregard(Set<Family> families) {}

    @Override
    public void wake() {
      wakes.release();
    }
  }
}
