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

/** The decisions of a real polkitd with the installed policy. */
@Timeout(600)
class PolkitIT {
  private static final Path POLICY = Path.of("packaging/dbus/io.github.rulewarden.conf");

  /** Each method that changes something, and the change that the manager records. */
  private static final List<List<String>> METHODS =
      List.of(
          List.of("Repair", "repair"),
          List.of("Undo", "undo"),
          List.of("Reload", "reload"),
          List.of("SetMode s observe", "mode observe"));

  private static final Polkit.Timeouts SHORT =
      new Polkit.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));

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
  void anAuthorizedUserMayChangeEverything() throws Exception {
    try (BusService _ = serve(Polkit.Timeouts.DEFAULT)) {
      for (List<String> method : METHODS) {
        call(Polkitd.FRIEND, method.getFirst()).require();
        assertEquals(method.getLast(), manager.done.take());
      }
    }
  }

  @Test
  void anUnauthorizedUserMayChangeNothing() throws Exception {
    try (BusService _ = serve(Polkit.Timeouts.DEFAULT)) {
      for (List<String> method : METHODS) {
        assertFails("Access denied", call(Polkitd.FOE, method.getFirst()));
      }
      Program repair = send(Polkitd.FOE, "Repair");
      assertFails(
          "Error org.freedesktop.DBus.Error.AccessDenied: Repair changes routing rules: polkit does"
              + " not authorize user 8 to request it.",
          repair);
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void aMissingPasswordIsReported() throws Exception {
    try (BusService _ = serve(Polkit.Timeouts.DEFAULT)) {
      for (List<String> method : METHODS) {
        // busctl allows a prompt, and there is no polkit agent.
        assertFails("Access denied", call(Polkitd.ANYBODY, method.getFirst()));
        assertFails(
            "polkit requires an administrator's password, and the call does not allow a prompt.",
            call(Polkitd.ANYBODY, method.getFirst(), "--allow-interactive-authorization=no"));
      }
      assertFails(
          "Error org.freedesktop.DBus.Error.InteractiveAuthorizationRequired: Repair changes"
              + " routing rules: polkit requires an administrator's password, and the call does not"
              + " allow a prompt.",
          send(Polkitd.ANYBODY, "Repair"));
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void withoutPolkitOnlyRootIsAuthorized() throws Exception {
    polkitd.close();
    try (BusService _ = serve(Polkit.Timeouts.DEFAULT)) {
      call("root", "Repair").require();
      assertEquals("repair", manager.done.take());
      assertFails(
          "user 5 needs an authorization by polkit, and there is no polkit on the bus",
          send(Polkitd.FRIEND, "Repair"));
    } finally {
      polkitd = Polkitd.start(bus);
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void aStuckPolkitBlocksNoOtherCallAndIsADenialAfterTheTimeout() throws Exception {
    try (BusService _ = serve(SHORT)) {
      Process waiting = callWithStuckPolkit();
      // Calls of root and calls that change nothing do not wait for polkit.
      call("root", "Reload").require();
      assertEquals("reload", manager.done.take());
      for (int i = 0; i < 20; i++) {
        call(Polkitd.FRIEND, "Plan").require();
      }
      assertFails("no reply within 5 s", Program.finish(waiting));
      kill("-CONT");
      call(Polkitd.FRIEND, "Repair").require();
      assertEquals("repair", manager.done.take());
    }
  }

  @Test
  void aPolkitThatExitsDuringTheCheckIsADenial() throws Exception {
    try (BusService _ = serve(Polkit.Timeouts.DEFAULT)) {
      Process waiting = callWithStuckPolkit();
      polkitd.close();
      Program program = Program.finish(waiting);
      assertFails(
          "Error org.freedesktop.DBus.Error.AccessDenied: polkit failed to check whether user 5"
              + " is authorized for io.github.rulewarden.repair (",
          program);
    } finally {
      polkitd = Polkitd.start(bus);
    }
    assertTrue(manager.done.isEmpty());
  }

  /** polkit replies to a daemon that is not root only because the policy names its owner. */
  @Test
  void aDaemonWithTheUserOfItsUnitGetsReplies() throws Exception {
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
    assertTrue(daemon.log().contains("User 5 requests Repair over the bus (:1."), daemon::log);
  }

  private BusService serve(Polkit.Timeouts timeouts) throws Exception {
    BusService service =
        BusService.start(
            new BusAddress(bus.address()), Duration.ofSeconds(2), timeouts, manager, "1.2.3");
    watch.awaitOwner();
    return service;
  }

  /** Stops polkit, calls Repair, and waits until the daemon has sent its call to polkit. */
  private Process callWithStuckPolkit() throws Exception {
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
      monitor
          .errorReader()
          .readLine(); // This line means that the monitor misses nothing from now on.
      Process waiting = new ProcessBuilder(sending(Polkitd.FRIEND, "Repair")).start();
      assertNotEquals(null, monitor.inputReader().readLine());
      return waiting;
    } finally {
      monitor.destroyForcibly().waitFor();
    }
  }

  /** Calls by busctl, which allows a prompt unless an option forbids it. */
  private Program call(String user, String method, String... options) throws Exception {
    List<String> command = as(user);
    command.addAll(List.of("busctl", "--address=" + bus.address()));
    command.addAll(List.of(options));
    command.addAll(List.of("call", Names.SERVICE, Names.PATH, Names.MANAGER));
    command.addAll(List.of(method.split(" ", -1)));
    return Program.run(command.toArray(String[]::new));
  }

  /** The value of a property, read without a permission. */
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

  /** Calls by dbus-send, which prints the name of the error and allows no prompt. */
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
