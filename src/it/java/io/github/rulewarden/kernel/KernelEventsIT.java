package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.Freshness;
import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable.UnreadableException;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.linux.ClockJump;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.planner.Planner;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.wire.RuleCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of the real kernel, and the resulting triggers. */
@Timeout(600)
class KernelEventsIT {
  private static final ReadRequest CHANGES =
      new ReadRequest(Freshness.CHANGED, ReadRequest.NO_TABLE, Set.of());

  private static final long SECOND = 1_000_000_000;

  /** The time after which a wait fails the test. */
  private static final long EVER = 120 * SECOND;

  private NetworkNamespace namespace;
  private Kernel kernel;

  /** The socket of another program. */
  private RuleChannel others;

  private int othersPort;

  @BeforeEach
  void open() throws NetlinkException {
    namespace = NetworkNamespace.create();
    kernel = namespace.run(() -> Kernel.open(Clock.system()));
    NetlinkSocket socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    othersPort = socket.portId();
    others = new RuleChannel(() -> socket);
  }

  @AfterEach
  void close() {
    others.close();
    kernel.close();
    namespace.close();
  }

  /** Scenario 25c: after a sleep, everything that was read before it is read again. */
  @Test
  void aClockJumpInvalidatesEverything() throws Exception {
    kernel.table().read(CHANGES);
    if (ClockJump.byOneNanosecond()) {
      expect(Set.of(Trigger.CLOCK_JUMPED), Optional.empty());
    }
    expectNothing();
  }

  @Test
  void aRuleOfAnotherProcessIsAnEventWithItsAuthor() throws NetlinkException {
    add(Family.IPV4, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    add(Family.IPV6, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    delete(Family.IPV6, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    expectNothing();
  }

  @Test
  void severalChangesAreOneWakeup() throws NetlinkException {
    for (int priority = 100; priority < 110; priority++) {
      add(Family.IPV4, priority + ": from all lookup 77");
    }
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    expectNothing();
  }

  @Test
  void aCommandIsKnownByItsPid() throws Exception {
    long pid = ip("rule", "add", "lookup", "52", "priority", "5270");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(Math.toIntExact(pid)));
  }

  @Test
  void anOwnChangeIsNoEvent() throws NetlinkException, UnreadableException {
    expectRepairUnheard();
  }

  private void expectRepairUnheard() throws NetlinkException, UnreadableException {
    add(Family.IPV4, "5208: from all lookup main suppress_prefixlength 0");
    add(Family.IPV4, "5209: not from all fwmark 0xca6c lookup 51820");
    add(Family.IPV4, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    repair();
    expectNothing();
    add(Family.IPV4, "5271: from all lookup 77");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
  }

  @Test
  void anOwnChangeIsNoEventAfterReopeningTheSocket() throws NetlinkException, UnreadableException {
    read();
    kernel.table().channel().close();
    expectRepairUnheard();
  }

  @Test
  void aLinkIsTopology() throws Exception {
    ip("link", "add", "veth0", "type", "veth", "peer", "name", "veth1");
    expect(Set.of(Trigger.TOPOLOGY_CHANGED), Optional.empty());
    ip("link", "del", "veth0");
    expect(Set.of(Trigger.TOPOLOGY_CHANGED), Optional.empty());
  }

  @Test
  void aDefaultRouteIsTopologyAndOthersAreNothing() throws Exception {
    ip("link", "add", "veth0", "type", "veth", "peer", "name", "veth1");
    up();
    ip("route", "add", "192.0.2.0/24", "dev", "veth0");
    ip("-6", "route", "add", "2001:db8::/32", "dev", "veth0");
    ip("route", "add", "198.51.100.0/24", "dev", "veth0", "table", "52");
    // The wait also does not end early without a trigger.
    long begin = System.nanoTime();
    assertEquals(Set.of(), kernel.events().await(SECOND / 10).triggers());
    assertTrue(System.nanoTime() - begin >= SECOND / 10);
    ip("route", "add", "default", "dev", "veth0", "table", "51820");
    expect(Set.of(Trigger.TOPOLOGY_CHANGED), Optional.empty());
    ip("-6", "route", "add", "default", "dev", "veth0", "table", "51820");
    expect(Set.of(Trigger.TOPOLOGY_CHANGED), Optional.empty());
    ip("route", "del", "default", "table", "51820");
    expect(Set.of(Trigger.TOPOLOGY_CHANGED), Optional.empty());
  }

  @Test
  void theTableSeesTheNewTopologyAfterItsEvent() throws Exception {
    add(Family.IPV4, "5399: not from all fwmark 0xca6c lookup 51820");
    ip("link", "add", "veth0", "type", "veth", "peer", "name", "veth1");
    up();
    assertEquals(List.of(), read().defaultRoutes());
    ip("route", "add", "default", "dev", "veth0", "table", "51820");
    kernel.events().await(EVER);
    assertEquals(1, read().defaultRoutes().size());
    assertTrue(read().links().size() >= 3);
  }

  @Test
  void eventsAfterAnOverrunAreReceived() throws Exception {
    int rounds = 0;
    Set<Trigger> seen = EnumSet.noneOf(Trigger.class);
    while (!seen.contains(Trigger.EVENTS_LOST) && rounds++ < 50) {
      flood();
      seen.addAll(kernel.events().await(SECOND).triggers());
    }
    assertTrue(seen.contains(Trigger.EVENTS_LOST), "not lost in " + rounds + " floods");
    drainAll();
    add(Family.IPV4, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
  }

  @Test
  void aDisregardedFamilyHasNoEventsAndItsRulesAreReadAgain() throws Exception {
    add(Family.IPV4, "100: from all lookup 77");
    kernel.events().disregard(Set.of(Family.IPV4));
    flood();
    expectNothing();
    int rules = read().ipv4().size();
    add(Family.IPV4, "101: from all lookup 77");
    assertEquals(rules + 1, read().ipv4().size());

    add(Family.IPV6, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    kernel.events().disregard(Set.of(Family.IPV4));
    expectNothing();
  }

  @Test
  void aFamilyThatIsRegardedAgainCountsAsChanged() throws Exception {
    kernel.events().disregard(Set.of(Family.IPV4, Family.IPV6));
    add(Family.IPV6, "5270: from all lookup 52");
    kernel.events().disregard(Set.of(Family.IPV4));
    expect(Set.of(Trigger.RULES_CHANGED), Optional.empty());
    assertEquals(3, read().ipv6().size());
    expectNothing();
    delete(Family.IPV6, "5270: from all lookup 52");
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
    assertEquals(2, read().ipv6().size());
  }

  @Test
  void wakesFromAnotherThread() throws InterruptedException {
    Thread waker = Thread.ofPlatform().start(() -> kernel.events().wake());
    Wakeup wakeup = kernel.events().await(EVER);
    assertEquals(Set.of(), wakeup.triggers());
    waker.join();
    Thread other = Thread.ofPlatform().start(() -> kernel.events().wake());
    other.join();
    long begin = System.nanoTime();
    kernel.events().pause(EVER);
    assertTrue(System.nanoTime() - begin < EVER);
  }

  @Test
  void eventsQueueUpInAPause() throws NetlinkException {
    add(Family.IPV4, "5270: from all lookup 52");
    long begin = System.nanoTime();
    kernel.events().pause(3_000_000);
    assertTrue(System.nanoTime() - begin >= 3_000_000);
    expect(Set.of(Trigger.RULES_CHANGED), Optional.of(othersPort));
  }

  @Test
  void theTimeOfReceiptIsNotBeforeTheEvent() throws NetlinkException {
    long before = System.nanoTime();
    add(Family.IPV4, "5270: from all lookup 52");
    assertTrue(kernel.events().await(EVER).receivedNanos() >= before);
  }

  /** Adds and deletes rules until the receive buffer is full, 8 MiB or what the system allows. */
  private void flood() throws NetlinkException {
    List<Frame> changes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var rule = RuleCodec.encode(Listing.rule(Family.IPV4, "7: from all lookup 77"));
      changes.add(Requests.addRule(rule));
      changes.add(Requests.deleteRule(rule));
    }
    for (int i = 0; i < 100; i++) {
      others.change(changes);
    }
  }

  private void repair() throws UnreadableException {
    Plan plan = Planner.plan(read(), Family.IPV4, Policy.DEFAULT);
    assertInstanceOf(Outcome.Done.class, execute(plan));
    assertEquals(4, plan.steps().size());
    assertTrue(Planner.plan(read(), Family.IPV4, Policy.DEFAULT).isEmpty());
    assertInstanceOf(Outcome.Overtaken.class, execute(plan), "the copies exist already");
  }

  /** The table opens its socket on the calling thread, so that is always the namespace's thread. */
  private Snapshot read() throws UnreadableException {
    return namespace.run(() -> kernel.table().read(CHANGES));
  }

  private Outcome execute(Plan plan) {
    return namespace.run(() -> kernel.table().execute(plan));
  }

  private void expect(Set<Trigger> triggers, Optional<Integer> author) {
    Wakeup wakeup = kernel.events().await(EVER);
    assertEquals(triggers, wakeup.triggers());
    assertEquals(author, wakeup.author());
  }

  private void expectNothing() {
    assertEquals(Set.of(), kernel.events().await(0).triggers());
  }

  /**
   * Sets the links up without IPv6 addresses, because the kernel would check these for duplicates
   * for a while.
   */
  private void up() throws IOException, InterruptedException {
    for (String link : List.of("veth0", "veth1")) {
      ip("link", "set", link, "addrgenmode", "none");
      ip("link", "set", link, "up");
    }
    // The kernel reports the state of a link later, from a worker (net/core/link_watch.c).
    for (String link : List.of("veth0", "veth1")) {
      assertTrue(Patience.until(() -> isUp(link)), link);
    }
    settle();
  }

  private boolean isUp(String link) {
    ProcessBuilder show = new ProcessBuilder("ip", "link", "show", "dev", link);
    try {
      Process process = namespace.<Process, IOException>run(show::start);
      return Program.finish(process).require().contains(" state UP ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the kernel has sent all events about a new link. */
  private void settle() {
    while (!kernel.events().await(SECOND / 4).triggers().isEmpty()) {}
  }

  private void drainAll() {
    while (!kernel.events().await(0).triggers().isEmpty()) {}
  }

  private void add(Family family, String line) throws NetlinkException {
    change(Requests.addRule(RuleCodec.encode(Listing.rule(family, line))));
  }

  private void delete(Family family, String line) throws NetlinkException {
    change(Requests.deleteRule(RuleCodec.encode(Listing.rule(family, line))));
  }

  private void change(Frame request) throws NetlinkException {
    assertEquals(
        List.of(new Acknowledgement.Done()), others.change(List.of(request)), request::toString);
  }

  /** Runs a command in the namespace; returns its pid. */
  private long ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process =
        namespace.<Process, IOException>run(() -> new ProcessBuilder(command).inheritIO().start());
    assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    return process.pid();
  }
}
