package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.testing.LogWatch;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bus that is absent, lost, stuck, or refuses the name. */
@Timeout(600)
class BusLossIT {
  /** The contract: the service is back on the bus within this time. */
  private static final Duration MAX_ABSENCE = Duration.ofSeconds(5);

  private static final Duration AT_ONCE = Duration.ofMillis(20);

  private final LogWatch log = new LogWatch(BusService.class);
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private PrivateBus bus;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : toClose.reversed()) {
      one.close();
    }
    bus.close();
    log.close();
  }

  @Test
  void theRetryDelayFulfilsTheContract() {
    assertTrue(BusService.RETRY_DELAY.compareTo(MAX_ABSENCE) < 0, BusService.RETRY_DELAY::toString);
  }

  @Test
  void aBusThatStartsLaterIsFound() throws Exception {
    bus.stop();
    BusService service = serve(BusService.RETRY_DELAY);
    service.report(FakeManager.IN_ORDER, List.of());
    bus.startAgain();
    watch().awaitOwner();
  }

  @Test
  void aRestartedBusIsFoundAndGetsNewEventsOnly() throws Exception {
    BusService service = serve(BusService.RETRY_DELAY);
    watch().awaitOwner();
    bus.stop();
    service.report(
        FakeManager.IN_ORDER, List.of(new Event.Contested(Scope.OWN.of(Family.IPV4), "lost")));
    bus.startAgain();
    BusWatch watch = watch();
    watch.awaitOwner();
    service.report(
        FakeManager.IN_ORDER, List.of(new Event.Contested(Scope.OWN.of(Family.IPV4), "kept")));
    assertEquals(List.of("Contested[, ipv4, kept]"), watch.signals(1));
  }

  @Test
  void aNameWithAnotherOwnerIsLoggedOnceAndTakenWhenItIsFree() throws Exception {
    BusWatch other = new BusWatch(bus.address());
    other.takeName();
    serve(AT_ONCE);
    BusWatch watch = watch();
    watch.awaitConnections(5);
    assertEquals(
        "WARN The bus at "
            + bus.address()
            + " refuses the name io.github.rulewarden: another process owns it. Trying again;"
            + " the rules are watched meanwhile.",
        log.next());
    assertTrue(log.isEmpty());
    other.close();
    assertEquals("INFO On the bus at " + bus.address() + " as io.github.rulewarden.", log.next());
  }

  @Test
  void anUnsupportedAddressIsLogged() throws Exception {
    toClose.add(
        BusService.start(
            new BusAddress("tcp:host=localhost"),
            AT_ONCE,
            Polkit.Timeouts.DEFAULT,
            new FakeManager(),
            "1"));
    assertEquals(
        "WARN Not on the bus at tcp:host=localhost: 'tcp:host=localhost' is not a supported"
            + " address: expected unix:path=/a/path. Trying again; the rules are watched"
            + " meanwhile.",
        log.next());
  }

  @Test
  void aBusThatReadsNothingDoesNotBlockReports() throws Exception {
    BusService service = serve(BusService.RETRY_DELAY);
    BusWatch watch = watch();
    watch.awaitOwner();
    signal("-STOP");
    try {
      Event event = new Event.Inverted(Scope.OWN.of(Family.IPV4), "x".repeat(1000), "");
      for (int i = 0; i < 10_000; i++) {
        service.report(FakeManager.IN_ORDER, List.of(event));
      }
    } finally {
      signal("-CONT");
    }
    assertFalse(watch.signals(1).isEmpty());
  }

  @Test
  void closingLeavesTheBusAndNoThread() throws Exception {
    BusService service = serve(BusService.RETRY_DELAY);
    watch().awaitOwner();
    assertEquals("INFO On the bus at " + bus.address() + " as io.github.rulewarden.", log.next());
    service.close();
    assertNoThreadIsLeft();
    assertTrue(log.isEmpty());
  }

  @Test
  void closingEndsTheWaitForAnAbsentBus() throws Exception {
    bus.stop();
    BusService service = serve(Duration.ofHours(1));
    assertTrue(log.next().startsWith("WARN Not on the bus at "));
    service.close();
    assertNoThreadIsLeft();
  }

  private static void assertNoThreadIsLeft() {
    assertTrue(
        io.github.rulewarden.testing.Patience.until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("bus"))),
        () -> Thread.getAllStackTraces().keySet().toString());
  }

  private BusService serve(Duration retryDelay) {
    BusService service =
        BusService.start(
            new BusAddress(bus.address()),
            retryDelay,
            Polkit.Timeouts.DEFAULT,
            new FakeManager(),
            "1.2.3");
    toClose.add(service);
    return service;
  }

  private BusWatch watch() throws Exception {
    BusWatch watch = new BusWatch(bus.address());
    toClose.add(watch);
    return watch;
  }

  private void signal(String signal) throws Exception {
    Program.run("kill", signal, Long.toString(bus.process().pid())).require();
  }
}
