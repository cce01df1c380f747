package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Polkitd;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Hostile callers, on a bus configured like a distribution's: the daemon refuses or answers each
 * call, stays alive, does its work and does not grow.
 */
@Timeout(600)
class HostileCallersIT {
  private static final Path POLICY = Path.of("packaging/dbus/io.github.rulewarden.conf");

  /** The user nobody, with the permission to read the classes of this test. */
  private static final List<String> AS_NOBODY =
      List.of(
          ("setpriv --reuid=65534 --regid=65534 --clear-groups"
                  + " --inh-caps=+dac_read_search --ambient-caps=+dac_read_search")
              .split(" ", -1));

  private static final long MAX_GROWTH_MEBIBYTES = 40;

  private static final long HEAP_LIMIT_MEBIBYTES = 64;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private PrivateBus bus;
  private final List<Process> processes = new ArrayList<>();
  private Daemon daemon;
  private long residentBefore;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.startStrict(POLICY, Polkitd.BUS_POLICY);
    Tailscale.startOn(host);
    daemon = Daemon.on(host).with("DBUS_SYSTEM_BUS_ADDRESS", bus.address()).start();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
      watch.property("State");
    }
    residentBefore = daemon.residentMebibytes();
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
  }

  @Test
  void thousandsOfInvalidCalls() throws Exception {
    List<Request> invalid =
        List.of(
            ManagerClient.request(Names.MANAGER, "Explode"),
            ManagerClient.request("org.example.Other", "Repair"),
            ManagerClient.request(StandardNames.PEER, "Repair"),
            ManagerClient.request(Names.MANAGER, "Repair", new Value.Text("now")),
            ManagerClient.request(Names.MANAGER, "SetMode"),
            ManagerClient.request(Names.MANAGER, "SetMode", new Value.Text("sleep")),
            ManagerClient.request(Names.MANAGER, "SetMode", new Value.Unsigned32(1)),
            ManagerClient.request(Names.MANAGER, "History", new Value.Text("1")),
            ManagerClient.request(Names.MANAGER, "History", new Value.Unsigned64(1)),
            ManagerClient.request(Names.MANAGER, "ListRules", new Value.Texts(List.of("", ""))),
            ManagerClient.request(StandardNames.PROPERTIES, "Get", new Value.Text(Names.MANAGER)),
            ManagerClient.request(
                StandardNames.PROPERTIES, "GetAll", new Value.Variant(new Value.Text(""))));
    try (Intruder intruder = new Intruder(bus.address())) {
      Map<String, Integer> replies = new TreeMap<>();
      for (int i = 0; i < 500; i++) {
        for (Request request : invalid) {
          intruder.send(request);
        }
        for (int j = 0; j < invalid.size(); j++) {
          replies.merge(intruder.reply(), 1, Integer::sum);
        }
      }
      assertEquals(
          Map.of(
              ErrorReply.UNKNOWN_METHOD, 1_000,
              ErrorReply.UNKNOWN_INTERFACE, 500,
              ErrorReply.INVALID_ARGS, 4_500),
          replies);
    }
    assertUnharmed();
  }

  @Test
  void textsLargerThanTheHeap() throws Exception {
    try (Intruder intruder = new Intruder(bus.address())) {
      for (int i = 0; i < 10; i++) {
        intruder.sendLarge(Names.MANAGER, "SetMode", 16 << 20);
        assertEquals(ErrorReply.LIMITS_EXCEEDED, intruder.reply());
        intruder.sendLarge(StandardNames.INTROSPECTABLE, "Introspect", 16 << 20);
        assertEquals(ErrorReply.LIMITS_EXCEEDED, intruder.reply());
        // The largest that is accepted.
        intruder.sendLarge(Names.MANAGER, "SetMode", 60_000);
        assertEquals(ErrorReply.INVALID_ARGS, intruder.reply());
      }
    }
    assertUnharmed();
  }

  /** A bus allows 512 match rules for each connection. */
  @Test
  void tenThousandMatchRules() throws Exception {
    List<Intruder> listeners = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Intruder listener = new Intruder(bus.address());
      listeners.add(listener);
      for (int j = 0; j < 500; j++) {
        String rule = "type='signal',sender='" + Names.SERVICE + "',arg7='" + j + "'";
        listener.send(Request.toBus("AddMatch", new Value.Text(j == 0 ? "type='signal'" : rule)));
        assertEquals("good", listener.reply());
      }
    }
    assertUnharmed();
    for (Intruder one : listeners) {
      one.close();
    }
  }

  @Test
  void callersThatDisconnectWithoutReading() throws Exception {
    for (int i = 0; i < 300; i++) {
      try (Intruder intruder = new Intruder(bus.address())) {
        intruder.send(ManagerClient.request(Names.MANAGER, "Repair"));
        intruder.send(ManagerClient.request(Names.MANAGER, "Plan"));
        intruder.send(listRules());
      }
    }
    assertUnharmed();
  }

  @Test
  void aCallerThatNeverReads() throws Exception {
    try (Intruder intruder = new Intruder(bus.address())) {
      for (int i = 0; i < 5_000; i++) {
        intruder.send(listRules());
      }
      assertUnharmed();
    }
  }

  /**
   * A bus queues the replies that each of them does not read, and then reads nothing more from the
   * daemon.
   */
  @Test
  void severalCallersThatNeverReadBlockOthersOnlyBriefly() throws Exception {
    List<String> manyRules = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      manyRules.add("rule add pref " + (10_000 + i) + " to 192.0.2.1 table 77");
    }
    host.batch(Family.IPV4, manyRules);
    List<Intruder> silent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Intruder one = new Intruder(bus.address());
      silent.add(one);
      for (int j = 0; j < 300; j++) {
        one.send(listRules());
      }
    }
    daemon.awaitLog(
        "the bus reads nothing more, possibly because a client does not read its replies");
    try (BusWatch watch = new BusWatch(bus.address())) {
      while (!isAnswered(watch)) {
        // Their last calls are answered first, and the connection may be replaced again.
      }
    }
    for (Intruder one : silent) {
      one.close();
    }
    assertUnharmed(HEAP_LIMIT_MEBIBYTES);
  }

  @Test
  void thousandsOfRepairsByRoot() throws Exception {
    try (Intruder intruder = new Intruder(bus.address())) {
      for (int i = 0; i < 3_000; i++) {
        intruder.send(ManagerClient.request(Names.MANAGER, "Repair"));
      }
      Map<String, Integer> replies = new TreeMap<>();
      for (int i = 0; i < 3_000; i++) {
        replies.merge(intruder.reply(), 1, Integer::sum);
      }
      assertTrue(replies.containsKey("good"), replies::toString);
      replies.remove("good");
      replies.remove(ErrorReply.LIMITS_EXCEEDED);
      assertEquals(Map.of(), replies);
    }
    assertUnharmed();
  }

  /** polkit does not reply, so all calls wait, and each caller may have eight. */
  @Test
  void thousandsOfCallsThatWaitForPolkit() throws Exception {
    try (Polkitd polkitd = Polkitd.start(bus)) {
      kill("-STOP", polkitd);
      List<Process> floods = new ArrayList<>();
      for (String method : List.of("Repair", "Undo", "Reload")) {
        floods.add(flood(method, 3_000, 8));
      }
      for (Process flood : floods) {
        assertEquals(
            "{" + ErrorReply.LIMITS_EXCEEDED + "=2992}\n", Program.finish(flood).require());
      }
      assertUnharmed();
      kill("-CONT", polkitd);
    }
  }

  private static Request listRules() {
    return ManagerClient.request(
        Names.MANAGER, "ListRules", new Value.Text(""), new Value.Text(""));
  }

  private static boolean isAnswered(BusWatch watch) throws Exception {
    watch.awaitOwner();
    try {
      watch.property("State");
      return true;
    } catch (ErrorReply left) {
      return false;
    }
  }

  private void assertUnharmed() throws Exception {
    assertUnharmed(MAX_GROWTH_MEBIBYTES);
  }

  private void assertUnharmed(long maxGrowthMebibytes) throws Exception {
    Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE).addPair(Family.IPV4);
    watcher.await("order", state -> state.isRight(Family.IPV4, WireGuard.USUAL_TABLE));
    Program.run(
            "busctl",
            "--address=" + bus.address(),
            "call",
            Names.SERVICE,
            Names.PATH,
            Names.MANAGER,
            "Repair")
        .require();
    daemon.awaitMebibytes(residentBefore + maxGrowthMebibytes);
    assertFalse(daemon.log().contains("Exception"), daemon::log);
  }

  /** Starts a process of nobody that calls a method and reads all replies but some. */
  private Process flood(String method, int calls, int unanswered) throws Exception {
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Intruder.class.getName(),
            bus.address(),
            method,
            Integer.toString(calls),
            Integer.toString(unanswered)));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  @AfterEach
  void endCallers() {
    processes.forEach(Process::destroyForcibly);
  }

  private static void kill(String signal, Polkitd polkitd) throws Exception {
    Program.run("kill", signal, Long.toString(polkitd.process().pid())).require();
  }
}
