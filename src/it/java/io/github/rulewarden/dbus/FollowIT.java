package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following a daemon over a real bus, from its status to its end. */
@Timeout(600)
class FollowIT {
  private static final Status BEFORE = FakeManager.IN_ORDER;
  private static final ScopeFamily IPV4 = Scope.OWN.of(Family.IPV4);
  private static final ScopeFamily IPV6 = Scope.OWN.of(Family.IPV6);
  private static final Event LEAK = new Event.Leak(IPV6, "wg0's pair is gone");
  private static final Optional<Signal> LEAK_SIGNAL =
      Optional.of(new Signal.Leak(IPV6, "wg0's pair is gone"));

  /** One report to the listener. */
  private record Report(Status status, Optional<Signal> signal) {}

  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<ManagerException> ends = new LinkedBlockingQueue<>();
  private PrivateBus bus;
  private BusWatch watch;
  private BusService service;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    watch = new BusWatch(bus.address());
    service = BusService.start(new BusAddress(bus.address()), new FakeManager(), "1.2.3");
    watch.awaitOwner();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
    watch.close();
    bus.close();
  }

  @Test
  void firstTheStatusThenEventsAndChangesInTheirOrder() throws Exception {
    follow();
    assertEquals(new Report(BEFORE, Optional.empty()), reports.take());
    Event repaired = new Event.Repaired(IPV4, Steps.ipv4("+5399: from all lookup 7"), 417);
    Status leaking = status(State.LEAK, "wg0's pair is gone");
    service.report(leaking, List.of(repaired, LEAK));
    service.report(BEFORE, List.of());
    List<String> commands = List.of("ip -4 rule add priority 5399 from all lookup 7");
    assertEquals(
        new Report(BEFORE, Optional.of(new Signal.Repaired(IPV4, commands, 417))), reports.take());
    assertEquals(new Report(BEFORE, LEAK_SIGNAL), reports.take());
    assertEquals(new Report(leaking, Optional.empty()), reports.take());
    assertEquals(new Report(BEFORE, Optional.empty()), reports.take());
  }

  @Test
  void forgedSignalsAreIgnored() throws Exception {
    follow();
    reports.take();
    for (String destination : List.of(follower(), "")) {
      forge(destination, Names.MANAGER + ".Leak", "string:", "string:ipv4", "string:forged");
      forge(
          destination,
          StandardNames.BUS + ".NameOwnerChanged",
          "string:" + Names.SERVICE,
          "string:a",
          "string:");
    }
    service.report(BEFORE, List.of(LEAK));
    assertEquals(LEAK_SIGNAL, reports.take().signal());
    assertTrue(ends.isEmpty());
  }

  @Test
  void theEndOfTheDaemonIsTheEnd() throws Exception {
    follow();
    reports.take();
    service.close();
    assertEnded("The rulewarden daemon has stopped.");
  }

  @Test
  void theEndOfTheBusIsTheEnd() throws Exception {
    follow();
    reports.take();
    bus.stop();
    ManagerException end = ends.take();
    assertEquals(Kind.UNREACHABLE, end.kind());
    // The follower notices the end of the daemon or the end of the bus first.
    assertTrue(String.valueOf(end.getMessage()).endsWith(" has stopped."), end::toString);
  }

  @Test
  void withoutADaemonOrABusItFailsAtOnce() throws Exception {
    service.close();
    follow();
    assertEnded("The rulewarden daemon is not running.");
    bus.stop();
    follow();
    assertEnded(
        "The rulewarden daemon cannot be reached: there is no D-Bus at "
            + bus.address()
            + " (No such file or directory). Start it with `systemctl start dbus`; `rulewarden"
            + " check` works without it.");
  }

  @Test
  void aDaemonThatSendsNoStatusTimesOut() throws Exception {
    service.close();
    watch.takeName();
    follow(ManagerClient.Timeouts.all(Duration.ofMillis(300)));
    assertEnded(
        "The rulewarden daemon did not answer within 300 ms; see what it does with `systemctl"
            + " status rulewarden`.");
  }

  /** The timeout covers only the start. */
  @Test
  void anIdleDaemonIsFollowedWithoutATimeout() throws Exception {
    follow(ManagerClient.Timeouts.all(Duration.ofHours(1)));
    reports.take();
    assertTrue(Patience.until(() -> !isRunning("bus-limit")), "the timeout is not cancelled");
    service.report(BEFORE, List.of(LEAK));
    assertEquals(LEAK_SIGNAL, reports.take().signal());
  }

  private static boolean isRunning(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(name));
  }

  private void follow() {
    follow(ManagerClient.Timeouts.DEFAULT);
  }

  private void follow(ManagerClient.Timeouts timeouts) {
    ManagerClient client = new ManagerClient(new BusAddress(bus.address()), timeouts);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            client.follow((status, signal) -> reports.add(new Report(status, signal)));
          } catch (ManagerException end) {
            ends.add(end);
          }
        });
  }

  private void assertEnded(String sentence) throws Exception {
    ManagerException end = ends.take();
    assertEquals(sentence, end.getMessage());
    assertEquals(Kind.UNREACHABLE, end.kind());
  }

  /** The unique name of the follower: the last Java program that connected to the bus. */
  private String follower() throws Exception {
    String last = "";
    for (String line :
        Program.run("busctl", "--address=" + bus.address(), "list", "--no-legend")
            .require()
            .lines()
            .toList()) {
      String[] words = line.strip().split(" +", -1);
      if (words[0].startsWith(":1.") && words[2].equals("java")) {
        last = words[0];
      }
    }
    return last;
  }

  /** Sends a signal, to one destination or to all subscribers. */
  private void forge(String destination, String member, String... values) throws Exception {
    String[] start =
        new String[] {"dbus-send", "--bus=" + bus.address(), "--type=signal", Names.PATH, member};
    List<String> command = new ArrayList<>(List.of(start));
    if (!destination.isEmpty()) {
      command.add(3, "--dest=" + destination);
    }
    command.addAll(List.of(values));
    Program.run(command.toArray(String[]::new)).require();
  }

  private static Status status(State state, String reason) {
    return new Status(
        state,
        reason,
        BEFORE.mode(),
        BEFORE.strategy(),
        BEFORE.repairs(),
        BEFORE.inversions(),
        BEFORE.lastRepairMicros(),
        BEFORE.lastRepairDurationMicros(),
        BEFORE.families(),
        BEFORE.configFiles(),
        BEFORE.reloadResult());
  }
}
