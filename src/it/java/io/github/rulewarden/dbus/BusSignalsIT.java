package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.testing.PrivateBus;
import java.io.BufferedReader;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The signals of the service. */
@Timeout(600)
class BusSignalsIT {
  private static final List<FamilyStatus> FAMILIES = FakeManager.IN_ORDER.families();

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
  void eventsBecomeSignalsInTheirOrder() throws Exception {
    service.report(
        FakeManager.IN_ORDER,
        List.of(
            new Event.Inverted(Scope.OWN.of(Family.IPV4), "5208 is ahead of 5270", ""),
            new Event.Repaired(
                Scope.OWN.of(Family.IPV4), Steps.ipv4("+5399: from all lookup 7"), 417),
            new Event.Contested(Scope.OWN.of(Family.IPV6), "pid 77"),
            new Event.Refused(Scope.OWN.of(Family.IPV6), "a twin"),
            new Event.Contested(Scope.named("blue").of(Family.IPV6), "")));
    assertEquals(
        List.of(
            "Inverted[, ipv4, 5208 is ahead of 5270]",
            "Repaired[, ipv4, [ip -4 rule add priority 5399 from all lookup 7], 417]",
            "Contested[, ipv6, pid 77]",
            "Contested[blue, ipv6, ]"),
        watch.signals(4));
  }

  @Test
  void onlyWhatChangedIsSentAndInOneMessage() throws Exception {
    service.report(status(State.INVERTED, "5208 is ahead of 5270", 3, 5), List.of());
    service.report(status(State.OK, "wg0 is behind Tailscale", 4, 5), List.of());
    assertEquals(
        List.of(
            "PropertiesChanged[io.github.rulewarden.Manager1,"
                + " {State=inverted, Reason=5208 is ahead of 5270, Inversions=5}, []]",
            "PropertiesChanged[io.github.rulewarden.Manager1,"
                + " {State=ok, Reason=wg0 is behind Tailscale, Repairs=4}, []]"),
        watch.signals(2));
  }

  @Test
  void aReportWithoutChangesIsNotSent() throws Exception {
    service.report(FakeManager.IN_ORDER, List.of());
    service.report(
        FakeManager.IN_ORDER, List.of(new Event.Contested(Scope.OWN.of(Family.IPV4), "x")));
    assertEquals(List.of("Contested[, ipv4, x]"), watch.signals(1));
  }

  @Test
  void anEventThatIsTooLongIsDroppedAndTheNextIsSent() throws Exception {
    List<Step> steps =
        Collections.nCopies(
            100_000, Steps.ipv4("+5399: not from all fwmark 0xca6c lookup 51820").getFirst());
    service.report(
        FakeManager.IN_ORDER,
        List.of(
            new Event.Repaired(Scope.OWN.of(Family.IPV4), steps, 417),
            new Event.Contested(Scope.OWN.of(Family.IPV4), "pid 77")));
    assertEquals(List.of("Contested[, ipv4, pid 77]"), watch.signals(1));
  }

  @Test
  void busctlMonitorShowsThem() throws Exception {
    Process monitor =
        new ProcessBuilder("busctl", "--address=" + bus.address(), "monitor", Names.SERVICE)
            .redirectErrorStream(true)
            .start();
    try {
      BufferedReader lines = monitor.inputReader();
      await(lines, "Monitoring bus message stream.");
      service.report(
          status(State.CONTESTED, "somebody", 3, 4),
          List.of(new Event.Contested(Scope.OWN.of(Family.IPV4), "pid 77")));
      await(lines, "Member=Contested");
      await(lines, "STRING \"pid 77\"");
      await(lines, "Member=PropertiesChanged");
      await(lines, "STRING \"contested\"");
    } finally {
      monitor.destroyForcibly().waitFor();
    }
  }

  private static void await(BufferedReader lines, String expected) throws Exception {
    StringBuilder seen = new StringBuilder();
    while (true) {
      String line = lines.readLine();
      if (line == null) {
        throw new AssertionError("'" + expected + "' did not come, but\n" + seen);
      }
      seen.append(line).append('\n');
      if (line.contains(expected)) {
        return;
      }
    }
  }

  private static Status status(State state, String reason, long repairs, long inversions) {
    Status before = FakeManager.IN_ORDER;
    return new Status(
        state,
        reason,
        Mode.REPAIR,
        Strategy.RELOCATE,
        repairs,
        inversions,
        before.lastRepairMicros(),
        before.lastRepairDurationMicros(),
        FAMILIES,
        before.configFiles(),
        "");
  }
}
