package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Polkitd;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.SystemUser;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may have what changed, as the real polkitd decides by the policy file that is installed. */
@Timeout(600)
class PolkitIT {
  private static final Path POLICY = Path.of("packaging/dbus/io.github.rulewarden.conf");

  /** Each method that changes something, and what it does here. */
  private static final List<List<String>> METHODS =
      List.of(
          List.of("Repair", "repair"),
          List.of("Undo", "undo"),
          List.of("Reload", "reload"),
          List.of("SetMode s observe", "mode observe"));

  private static final PolkitTimeouts SHORT =
      new PolkitTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));

  @RegisterExtension final TestHost host = TestHost.create();

  private final FakeManager manager = new FakeManager();
  private PrivateBus bus;
  private Polkitd polkitd;
  private BusWatch watch;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.startStrict(POLICY, Polkitd.BUS_POLICY);
    polkitd = Polkitd.start(bus);
    watch = new BusWatch(bus.address());
  }

  @AfterEach
  void stop() throws Exception {
    watch.close();
    polkitd.close();
    bus.close();
  }

  @Test
  void whomPolkitLetsMayChangeEverything() throws Exception {
    try (BusService _ = serve(PolkitTimeouts.USUAL)) {
      for (List<String> method : METHODS) {
        call(Polkitd.FRIEND, method.getFirst()).require();
        assertEquals(method.getLast(), manager.done.take());
      }
    }
  }

  @Test
  void whomPolkitDoesNotLetMayChangeNothing() throws Exception {
    try (BusService _ = serve(PolkitTimeouts.USUAL)) {
      for (List<String> method : METHODS) {
        assertFails("Access denied", call(Polkitd.FOE, method.getFirst()));
      }
      Program repair = send(Polkitd.FOE, "Repair");
      assertFails(
          "Error org.freedesktop.DBus.Error.AccessDenied: Repair changes routing rules: polkit does"
              + " not let user 8 ask for it.",
          repair);
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void whoNeedsAPasswordIsToldSo() throws Exception {
    try (BusService _ = serve(PolkitTimeouts.USUAL)) {
      for (List<String> method : METHODS) {
        // Busctl lets polkit ask, and there is no agent.
        assertFails("Access denied", call(Polkitd.ANYBODY, method.getFirst()));
        assertFails(
            "polkit wants an administrator's password for it, and the call does not let it ask.",
            call(Polkitd.ANYBODY, method.getFirst(), "--allow-interactive-authorization=no"));
      }
      assertFails(
          "Error org.freedesktop.DBus.Error.InteractiveAuthorizationRequired: Repair changes"
              + " routing rules: polkit wants an administrator's password for it, and the call does"
              + " not let it ask.",
          send(Polkitd.ANYBODY, "Repair"));
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void rootNeedsNoPolkitAndOthersAreNotLetWithoutIt() throws Exception {
    polkitd.close();
    try (BusService _ = serve(PolkitTimeouts.USUAL)) {
      call("root", "Repair").require();
      assertEquals("repair", manager.done.take());
      assertFails(
          "only root may ask for it, not user 5, for there is no polkit on the bus",
          send(Polkitd.FRIEND, "Repair"));
    } finally {
      polkitd = Polkitd.start(bus);
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void aPolkitThatIsStuckHoldsNobodyElseUpAndIsANoInTheEnd() throws Exception {
    try (BusService _ = serve(SHORT)) {
      Process waiting = askOfStuckPolkit();
      // Root does not wait for it, nor does who reads.
      call("root", "Reload").require();
      assertEquals("reload", manager.done.take());
      for (int i = 0; i < 20; i++) {
        call(Polkitd.FRIEND, "Plan").require();
      }
      assertFails("no answer within 5 s", Program.finish(waiting));
      kill("-CONT");
      call(Polkitd.FRIEND, "Repair").require();
      assertEquals("repair", manager.done.take());
    }
  }

  @Test
  void aPolkitThatDiesInBetweenIsANo() throws Exception {
    try (BusService _ = serve(PolkitTimeouts.USUAL)) {
      Process waiting = askOfStuckPolkit();
      polkitd.close();
      Program program = Program.finish(waiting);
      assertFails(
          "Error org.freedesktop.DBus.Error.AccessDenied: polkit could not tell whether user 5 may"
              + " do io.github.rulewarden.repair (",
          program);
    } finally {
      polkitd = Polkitd.start(bus);
    }
    assertTrue(manager.done.isEmpty());
  }

  /** Polkit answers the questions of a daemon that is not root's only because of the owner. */
  @Test
  void theDaemonAsItsUnitStartsItIsAnswered() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon =
        Daemon.on(host)
            .by(SystemUser.words())
            .with("DBUS_SYSTEM_BUS_ADDRESS", bus.address())
            .start();
    watch.awaitOwner();

    assertEquals("as 0\n", call(Polkitd.FRIEND, "Repair").require());
    call(Polkitd.FRIEND, "Reload").require();
    call(Polkitd.FRIEND, "SetMode s observe").require();
    assertEquals("s \"observe\"\n", property("Mode"));
    call(Polkitd.FRIEND, "Reload").require();
    assertEquals("s \"repair\"\n", property("Mode"));
    assertEquals("as 0\n", call(Polkitd.FRIEND, "Undo").require());
    assertEquals("s \"observe\"\n", property("Mode"));
    for (List<String> method : METHODS) {
      assertFails("Access denied", call(Polkitd.FOE, method.getFirst()));
      assertFails("Access denied", call(Polkitd.ANYBODY, method.getFirst()));
    }
    assertEquals("as 0\n", call("root", "Repair").require());
    assertTrue(daemon.log().contains("User 5 asks for Repair over the bus (:1."), daemon::log);
  }

  private BusService serve(PolkitTimeouts patience) throws Exception {
    BusService service =
        BusService.start(
            new BusAddress(bus.address()), Duration.ofSeconds(2), patience, manager, "1.2.3");
    watch.awaitOwner();
    return service;
  }

  /** Has polkit stand still, and waits until a call of Repair has made it to the question to it. */
  private Process askOfStuckPolkit() throws Exception {
    kill("-STOP");
    Process monitor =
        new ProcessBuilder(
                "busctl",
                "--address=" + bus.address(),
                "--json=short",
                "--match=type='method_call',member='CheckAuthorization'",
                "monitor")
            .start();
    try {
      monitor.errorReader().readLine(); // It says so once nothing is missed any more.
      Process waiting = new ProcessBuilder(sending(Polkitd.FRIEND, "Repair")).start();
      assertNotEquals(null, monitor.inputReader().readLine());
      return waiting;
    } finally {
      monitor.destroyForcibly().waitFor();
    }
  }

  /** Calls by busctl, which may have polkit ask unless told otherwise. */
  private Program call(String user, String method, String... options) throws Exception {
    List<String> command = as(user);
    command.addAll(List.of("busctl", "--address=" + bus.address()));
    command.addAll(List.of(options));
    command.addAll(List.of("call", Names.SERVICE, Names.PATH, Names.MANAGER));
    command.addAll(List.of(method.split(" ", -1)));
    return Program.run(command.toArray(String[]::new));
  }

  /** As anybody reads it. */
  private String property(String name) throws Exception {
    String[] command = {
      "busctl",
      "--address=" + bus.address(),
      "get-property",
      Names.SERVICE,
      Names.PATH,
      Names.MANAGER,
      name
    };
    return Program.run(command).require();
  }

  /** Calls by dbus-send, which prints the error's name and may not have polkit ask. */
  private Program send(String user, String method) throws Exception {
    return Program.run(sending(user, method).toArray(String[]::new));
  }

  private List<String> sending(String user, String method) {
    List<String> command = as(user);
    command.addAll(
        List.of(
            "dbus-send",
            "--bus=" + bus.address(),
            "--print-reply",
            "--dest=" + Names.SERVICE,
            Names.PATH,
            Names.MANAGER + "." + method));
    return command;
  }

  private static List<String> as(String user) {
    return new ArrayList<>(
        List.of("setpriv", "--reuid", user, "--regid", "65534", "--clear-groups"));
  }

  private void kill(String signal) throws Exception {
    Program.run("kill", signal, Long.toString(polkitd.process().pid())).require();
  }

  private static void assertFails(String expected, Program program) {
    assertNotEquals(0, program.exitCode(), program::output);
    assertTrue(program.errors().contains(expected), program.errors());
  }
}
