package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * Callers who mean no good, on a bus like a distribution's: each is refused or answered, the daemon
 * lives, does its work and does not grow.
 */
@Timeout(600)
class HostileCallersIT {
  private static final Path POLICY = Path.of("packaging/dbus/io.github.rulewarden.conf");
  private static final int MEBIBYTE = 1 << 20;

  /** Nobody, who may yet read the classes of this test. */
  private static final List<String> AS_NOBODY =
      List.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          "--inh-caps=+dac_read_search",
          "--ambient-caps=+dac_read_search");

  private static final long MOST_GROWTH_MEBIBYTES = 40;

  /** The daemon's heap never has more, whatever is asked of it. */
  private static final long HEAP_MEBIBYTES = 64;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private PrivateBus bus;
  private Daemon daemon;
  private long residentBefore;
  private final List<Process> processes = new ArrayList<>();

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
  void nonsenseByTheThousands() throws Exception {
    List<Request> nonsense =
        List.of(
            Request.toDaemon(Names.MANAGER, "Explode"),
            Request.toDaemon("org.example.Other", "Repair"),
            Request.toDaemon(Names.PEER, "Repair"),
            Request.toDaemon(Names.MANAGER, "Repair", new Value.Text("now")),
            Request.toDaemon(Names.MANAGER, "SetMode"),
            Request.toDaemon(Names.MANAGER, "SetMode", new Value.Text("sleep")),
            Request.toDaemon(Names.MANAGER, "SetMode", new Value.Unsigned32(1)),
            Request.toDaemon(Names.MANAGER, "History", new Value.Text("1")),
            Request.toDaemon(Names.MANAGER, "History", new Value.Unsigned64(1)),
            Request.toDaemon(Names.MANAGER, "ListRules", new Value.Texts(List.of("", ""))),
            Request.toDaemon(Names.PROPERTIES, "Get", new Value.Text(Names.MANAGER)),
            Request.toDaemon(Names.PROPERTIES, "GetAll", new Value.Variant(new Value.Text(""))));
    try (Intruder intruder = new Intruder(bus.address())) {
      Map<String, Integer> answers = new TreeMap<>();
      for (int i = 0; i < 500; i++) {
        for (Request request : nonsense) {
          intruder.say(request);
        }
        for (int j = 0; j < nonsense.size(); j++) {
          answers.merge(intruder.answer(), 1, Integer::sum);
        }
      }
      assertEquals(
          Map.of(
              ErrorReply.UNKNOWN_METHOD, 1_000,
              ErrorReply.UNKNOWN_INTERFACE, 500,
              ErrorReply.INVALID_ARGS, 4_500),
          answers);
    }
    assertUnharmed();
  }

  @Test
  void textsLargerThanTheHeapOfADaemon() throws Exception {
    try (Intruder intruder = new Intruder(bus.address())) {
      for (int i = 0; i < 10; i++) {
        intruder.sayLarge(Names.MANAGER, "SetMode", 16 * MEBIBYTE);
        assertEquals(ErrorReply.LIMITS_EXCEEDED, intruder.answer());
        intruder.sayLarge(Names.INTROSPECTABLE, "Introspect", 16 * MEBIBYTE);
        assertEquals(ErrorReply.LIMITS_EXCEEDED, intruder.answer());
        // As large as is taken.
        intruder.sayLarge(Names.MANAGER, "SetMode", 60_000);
        assertEquals(ErrorReply.INVALID_ARGS, intruder.answer());
      }
    }
    assertUnharmed();
  }

  /** A bus allows 512 for each connection. */
  @Test
  void tenThousandRulesForWhoHearsOfEverything() throws Exception {
    List<Intruder> listeners = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Intruder listener = new Intruder(bus.address());
      listeners.add(listener);
      for (int j = 0; j < 500; j++) {
        String rule = "type='signal',sender='" + Names.SERVICE + "',arg7='" + j + "'";
        listener.say(Request.toBus("AddMatch", new Value.Text(j == 0 ? "type='signal'" : rule)));
        assertEquals("good", listener.answer());
      }
    }
    assertUnharmed();
    for (Intruder listener : listeners) {
      listener.close();
    }
  }

  @Test
  void whoHangsUpInTheMiddle() throws Exception {
    for (int i = 0; i < 300; i++) {
      try (Intruder intruder = new Intruder(bus.address())) {
        intruder.say(Request.toDaemon(Names.MANAGER, "Repair"));
        intruder.say(Request.toDaemon(Names.MANAGER, "Plan"));
        intruder.say(
            Request.toDaemon(Names.MANAGER, "ListRules", new Value.Text(""), new Value.Text("")));
      }
    }
    assertUnharmed();
  }

  @Test
  void whoAsksAndNeverReads() throws Exception {
    try (Intruder intruder = new Intruder(bus.address())) {
      Request rules =
          Request.toDaemon(Names.MANAGER, "ListRules", new Value.Text(""), new Value.Text(""));
      for (int i = 0; i < 5_000; i++) {
        intruder.say(rules);
      }
      assertUnharmed();
    }
  }

  /**
   * A bus keeps for each of them what he does not read, and then takes nothing more from the daemon
   * for anybody.
   */
  @Test
  void severalWhoAskAndNeverReadTakeTheDaemonFromNobodyForLong() throws Exception {
    List<String> manyRules = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      manyRules.add("rule add pref " + (10_000 + i) + " to 192.0.2.1 table 77");
    }
    host.batch(Family.IPV4, manyRules);
    List<Intruder> lazy = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Intruder one = new Intruder(bus.address());
      lazy.add(one);
      for (int j = 0; j < 300; j++) {
        one.say(
            Request.toDaemon(Names.MANAGER, "ListRules", new Value.Text(""), new Value.Text("")));
      }
    }
    daemon.awaitLog("it takes nothing more, somebody may not read his answers");
    try (BusWatch watch = new BusWatch(bus.address())) {
      while (!isAnswered(watch)) {
        // What they had asked last was in between; it is not kept for them for ever.
      }
    }
    for (Intruder one : lazy) {
      one.close();
    }
    assertUnharmed(HEAP_MEBIBYTES);
  }

  @Test
  void rootWithThousandsOfRepairsAtOnce() throws Exception {
    try (Intruder intruder = new Intruder(bus.address())) {
      for (int i = 0; i < 3_000; i++) {
        intruder.say(Request.toDaemon(Names.MANAGER, "Repair"));
      }
      Map<String, Integer> answers = new TreeMap<>();
      for (int i = 0; i < 3_000; i++) {
        answers.merge(intruder.answer(), 1, Integer::sum);
      }
      assertTrue(answers.containsKey("good"), answers::toString);
      answers.remove("good");
      answers.remove(ErrorReply.LIMITS_EXCEEDED);
      assertEquals(Map.of(), answers);
    }
    assertUnharmed();
  }

  /** Polkit does not answer, so that they all wait; of one caller no more than eight. */
  @Test
  void aUserWithThousandsOfCallsThatWaitForPolkit() throws Exception {
    try (Polkitd polkitd = Polkitd.start(bus)) {
      kill("-STOP", polkitd);
      List<Process> floods = new ArrayList<>();
      for (String method : List.of("Repair", "Undo", "Reload")) {
        floods.add(flood(method, 3_000, 8));
      }
      for (Process flood : floods) {
        String answers = Program.finish(flood).require();
        assertEquals("{" + ErrorReply.LIMITS_EXCEEDED + "=2992}\n", answers);
      }
      assertUnharmed();
      kill("-CONT", polkitd);
    }
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
    assertUnharmed(MOST_GROWTH_MEBIBYTES);
  }

  private void assertUnharmed(long mostGrowthMebibytes) throws Exception {
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
    daemon.awaitMebibytes(residentBefore + mostGrowthMebibytes);
    assertFalse(daemon.log().contains("Exception"), daemon::log);
  }

  /** Starts a process of nobody's that calls a method, and reads all answers but some. */
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
  void endWhoStillCalls() {
    processes.forEach(Process::destroyForcibly);
  }

  private static void kill(String signal, Polkitd polkitd) throws Exception {
    Program.run("kill", signal, Long.toString(polkitd.process().pid())).require();
  }
}
