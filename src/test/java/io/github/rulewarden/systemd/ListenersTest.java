package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.daemon.FakeClock;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.testing.LogWatch;
import io.github.rulewarden.text.EventText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Specifies how the log and {@code systemctl status} report events. */
class ListenersTest {
  private static final List<Step> STEPS = Steps.ipv4("+5399: from all lookup 7");
  private static final String CHANGES = "added `5399: from all lookup 7`.";

  private final LogWatch log = new LogWatch(LogListener.class);
  private final FakeClock clock = new FakeClock();
  private final LogListener listener = new LogListener(clock);

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void aRepairIsOneLine() throws Exception {
    listener.report(status(State.OK, "In order."), List.of());
    assertEquals("INFO ipv4 is ok: In order.", log.next());
    listener.report(
        status(State.OK, "In order."),
        List.of(
            new Event.Inverted(Scope.OWN.of(Family.IPV4), "5208 is ahead of 5270", ""),
            new Event.Repaired(Scope.OWN.of(Family.IPV4), STEPS, 417)));
    assertEquals("WARN ipv4 is inverted: 5208 is ahead of 5270", log.next());
    assertEquals("INFO ipv4 repaired in 417 us: " + CHANGES, log.next());
    assertTrue(log.isEmpty());
  }

  @Test
  void theOpponentIsNamed() throws Exception {
    listener.report(
        status(State.INVERTED, "x"),
        List.of(new Event.Inverted(Scope.OWN.of(Family.IPV4), "5208 is ahead.", "ip (pid 812)")));
    assertEquals("WARN ipv4 is inverted: 5208 is ahead. Caused by ip (pid 812).", log.next());
  }

  @Test
  void aRepairThatReturnsToIdleIsNotFollowedByTheState() throws Exception {
    listener.report(status(State.IDLE, "Tailscale crashed."), List.of());
    assertEquals("INFO ipv4 is idle: Tailscale crashed.", log.next());
    listener.report(status(State.INVERTED, "x"), List.of(inverted()));
    listener.report(
        status(State.IDLE, "Tailscale crashed."),
        List.of(new Event.Repaired(Scope.OWN.of(Family.IPV4), STEPS, 1)));
    assertEquals("WARN ipv4 is inverted: 5208 is ahead.", log.next());
    assertEquals("INFO ipv4 repaired in 1 us: " + CHANGES, log.next());
    assertTrue(log.isEmpty());
  }

  @Test
  void aNewStateAfterARepairIsLogged() throws Exception {
    listener.report(
        status(State.OK, "In order."),
        List.of(inverted(), new Event.Repaired(Scope.OWN.of(Family.IPV4), STEPS, 1)));
    assertEquals("WARN ipv4 is inverted: 5208 is ahead.", log.next());
    assertEquals("INFO ipv4 repaired in 1 us: " + CHANGES, log.next());
    assertEquals("INFO ipv4 is ok: In order.", log.next());
  }

  @Test
  void theEndOfAnInversionWithoutARepairIsLogged() throws Exception {
    listener.report(status(State.INVERTED, "x"), List.of(inverted()));
    listener.report(status(State.OK, "In order."), List.of());
    assertEquals("WARN ipv4 is inverted: 5208 is ahead.", log.next());
    assertEquals("INFO ipv4 is ok: In order.", log.next());
  }

  @Test
  void aContestNamesTheOpponentAndHowToFindIt() throws Exception {
    listener.report(
        status(State.CONTESTED, "x"),
        List.of(new Event.Contested(Scope.OWN.of(Family.IPV4), "mwan3")));
    assertEquals(
        "WARN ipv4 is contested: Repairs are paused because mwan3 keeps undoing them."
            + " `rulewarden history` names the process if it is known.",
        log.next());
    assertTrue(log.isEmpty());
    listener.report(
        status(State.CONTESTED, "x"),
        List.of(new Event.Contested(Scope.named("blue").of(Family.IPV6), "")));
    assertEquals(
        "WARN ipv6 in namespace blue is contested: Repairs are paused because an unknown process"
            + " keeps undoing them. `rulewarden history` names the process if it is known.",
        log.next());
  }

  @Test
  void aRefusalIsAWarning() throws Exception {
    listener.report(
        status(State.DEGRADED, "No proof."),
        List.of(new Event.Refused(Scope.OWN.of(Family.IPV4), "a twin stands ahead")));
    assertEquals("WARN ipv4 was not repaired: a twin stands ahead", log.next());
    assertEquals(
        "WARN ipv4 is degraded: No proof. For details run `rulewarden check`.", log.next());
  }

  @Test
  void aStateIsLoggedWhenItBegins() throws Exception {
    listener.report(status(State.DEGRADED, "Events were lost."), List.of());
    assertEquals(
        "WARN ipv4 is degraded: Events were lost. For details run `rulewarden check`.", log.next());
    listener.report(status(State.DEGRADED, "Events were lost."), List.of());
    listener.report(status(State.IDLE, "No VPN."), List.of());
    assertEquals("INFO ipv4 is idle: No VPN.", log.next());
    assertTrue(log.isEmpty());
  }

  @Test
  void aNewCauseOfTheSameStateIsLogged() throws Exception {
    listener.report(status(State.DEGRADED, "Events were lost."), List.of());
    assertEquals(
        "WARN ipv4 is degraded: Events were lost. For details run `rulewarden check`.", log.next());
    listener.report(status(State.DEGRADED, "A peer is unreachable."), List.of());
    assertEquals(
        "WARN ipv4 is degraded: A peer is unreachable. For details run `rulewarden check`.",
        log.next());
    listener.report(
        status(State.DEGRADED, "A peer is unreachable. A twin."),
        List.of(new Event.Refused(Scope.OWN.of(Family.IPV4), "a twin stands ahead")));
    assertEquals("WARN ipv4 was not repaired: a twin stands ahead", log.next());
    assertTrue(log.isEmpty());
  }

  /** Another process may change the cause many times a second. */
  @Test
  void aNewCauseIsLoggedOnceInTenSeconds() throws Exception {
    for (int i = 0; i < 100; i++) {
      listener.report(status(State.DEGRADED, "Cause " + i + "."), List.of());
    }
    String details = " For details run `rulewarden check`.";
    assertEquals("WARN ipv4 is degraded: Cause 0." + details, log.next());
    assertEquals("WARN ipv4 is degraded: Cause 1." + details, log.next());
    assertTrue(log.isEmpty());
    clock.pass(Duration.ofSeconds(10));
    listener.report(status(State.DEGRADED, "Cause 99."), List.of());
    assertEquals("WARN ipv4 is degraded: Cause 99." + details, log.next());
  }

  @Test
  void theCountdownOfAPauseIsNotLogged() throws Exception {
    listener.report(status(State.CONTESTED, "The next repair is in 2 s."), List.of());
    assertEquals(
        "WARN ipv4 is contested: The next repair is in 2 s. For details run `rulewarden check`.",
        log.next());
    listener.report(status(State.CONTESTED, "The next repair is in 1 s."), List.of());
    assertTrue(log.isEmpty());
  }

  @Test
  void theStatusLineIsSentOnlyWhenItChanges() {
    List<String> sent = new ArrayList<>();
    Notifier notifier =
        new Notifier(
            Optional.of(
                datagram -> sent.add(new String(datagram.toArray(), StandardCharsets.UTF_8))));
    StatusNotice notice = new StatusNotice(notifier);
    notice.report(status(State.OK, "In order."), List.of());
    notice.report(status(State.OK, "In order."), List.of());
    notice.report(status(State.INVERTED, "5208 is ahead"), List.of());
    assertEquals(
        List.of("STATUS=ok: In order. (repairs: 3)", "STATUS=inverted: 5208 is ahead (repairs: 3)"),
        sent);
  }

  @Test
  void withoutSystemdNothingIsSentAndNothingFails() {
    Notifier notifier = Notifier.open(Map.of());
    notifier.ready();
    notifier.status("x");
    notifier.alive();
    notifier.stopping();
  }

  @Test
  void otherEventsAreLoggedWithTheSentencesOfTheHistory() throws Exception {
    Event.Undone undone = new Event.Undone(Scope.OWN.of(Family.IPV4), STEPS, List.of());
    listener.report(
        status(State.OK, "In order."),
        List.of(
            new Event.Withdrawn(Scope.OWN.of(Family.IPV4), STEPS),
            undone,
            new Event.Reloaded(Scope.OWN, ""),
            new Event.Reloaded(Scope.OWN, "a.toml:1:2: no {}."),
            new Event.ModeSet(Scope.OWN, Mode.OBSERVE)));
    assertEquals("INFO ipv4: " + EventText.withdrawn(STEPS), log.next());
    assertEquals("INFO ipv4: " + EventText.undone(undone), log.next());
    assertEquals("INFO " + EventText.reloaded(""), log.next());
    assertEquals("WARN " + EventText.reloaded("a.toml:1:2: no {}."), log.next());
    assertEquals("INFO " + EventText.modeSet(Mode.OBSERVE), log.next());
  }

  private static Event inverted() {
    return new Event.Inverted(Scope.OWN.of(Family.IPV4), "5208 is ahead.", "");
  }

  private static Status status(State state, String reason) {
    return new Status(
        state,
        reason,
        Mode.REPAIR,
        Strategy.RELOCATE,
        3,
        3,
        0,
        0,
        List.of(new FamilyStatus(Scope.OWN.of(Family.IPV4), state, reason, 3, 3)),
        List.of(),
        "");
  }
}
