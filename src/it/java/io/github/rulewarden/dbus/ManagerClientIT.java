package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.testing.PrivateBus;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Calls to a daemon over a real bus. */
@Timeout(600)
class ManagerClientIT {
  private final FakeManager manager = new FakeManager();
  private PrivateBus bus;
  private BusWatch watch;
  private ManagerClient client;
  private Optional<BusService> service = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    watch = new BusWatch(bus.address());
    client = new ManagerClient(new BusAddress(bus.address()));
  }

  @AfterEach
  void stop() throws Exception {
    service.ifPresent(BusService::close);
    watch.close();
    bus.close();
  }

  @Test
  void theStatusArrivesAsItWasSent() throws Exception {
    serve();
    assertEquals(FakeManager.IN_ORDER, client.status());
  }

  @Test
  void theRulesOfTheFamiliesArriveAsTheyWereSent() throws Exception {
    serve();
    assertEquals(
        List.of(FakeManager.LOOKUP, FakeManager.EXTREME),
        client.rules(Scope.OWN, EnumSet.allOf(Family.class)));
    assertEquals(List.of(FakeManager.EXTREME), client.rules(Scope.OWN, Set.of(Family.IPV6)));
  }

  @Test
  void tenThousandRulesArrive() throws Exception {
    manager.rules = Collections.nCopies(10_000, FakeManager.EXTREME);
    serve();
    assertEquals(manager.rules, client.rules(Scope.OWN, EnumSet.allOf(Family.class)));
  }

  @Test
  void findingsPlansHistoryAndMetricsArriveAsTheyWereSent() throws Exception {
    serve();
    assertEquals(new CheckResult(false, List.of(FakeManager.FINDING)), client.check());
    assertEquals(List.of(FakeManager.STEP), client.plan());
    assertEquals(List.of(FakeManager.REPAIRED, FakeManager.RELOADED), client.history(2));
    assertEquals(List.of(FakeManager.RELOADED), client.history(1));
    assertEquals(FakeManager.METRICS, client.metrics());
  }

  @Test
  void changesArePerformed() throws Exception {
    serve();
    assertEquals(List.of(FakeManager.STEP), client.repair());
    assertEquals(List.of(FakeManager.STEP), client.undo());
    client.reload();
    client.setMode(Mode.OBSERVE);
    client.setMode(Mode.REPAIR);
    assertEquals(
        List.of("repair", "undo", "reload", "mode observe", "mode repair"),
        List.copyOf(manager.done));
  }

  @Test
  void theDaemonsRefusalsKeepTheirKind() throws Exception {
    serve();
    for (Kind kind : Kind.values()) {
      manager.refusal = Optional.of(new ManagerException(kind, "because of " + kind));
      assertFails(kind, "because of " + kind, client::repair);
      assertFails(kind, "because of " + kind, client::check);
      assertFails(kind, "because of " + kind, client::reload);
    }
  }

  @Test
  void withoutADaemonItFails() throws Exception {
    assertFails(Kind.UNREACHABLE, "The rulewarden daemon is not running.", client::status);
  }

  @Test
  void withoutABusItReportsTheAddress() throws Exception {
    bus.stop();
    assertFails(
        Kind.UNREACHABLE,
        "The rulewarden daemon cannot be reached: there is no D-Bus at "
            + bus.address()
            + " (No such file or directory). Start it with `systemctl start dbus`; `rulewarden"
            + " check` works without it.",
        client::status);
  }

  @Test
  void aDaemonThatDoesNotAnswerTimesOut() throws Exception {
    watch.takeName();
    ManagerClient impatient =
        new ManagerClient(
            new BusAddress(bus.address()), ManagerClient.Timeouts.all(Duration.ofMillis(300)));
    assertFails(
        Kind.UNREACHABLE,
        "The rulewarden daemon did not answer within 300 ms; see what it does with `systemctl"
            + " status rulewarden`.",
        impatient::status);
  }

  private void serve() throws Exception {
    service = Optional.of(BusService.start(new BusAddress(bus.address()), manager, "1.2.3"));
    watch.awaitOwner();
  }

  private static void assertFails(Kind kind, String sentence, Executable call) {
    ManagerException failure = assertThrows(ManagerException.class, call);
    assertEquals(sentence, failure.getMessage());
    assertEquals(kind, failure.kind());
  }
}
