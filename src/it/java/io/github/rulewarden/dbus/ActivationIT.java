package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call to a daemon that does not run makes systemd, played by the test, start it. */
@Timeout(600)
class ActivationIT {
  private static final String SYSTEMD = "org.freedesktop.systemd1";

  private PrivateBus bus;
  private BusWatch systemd;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.startActivating(Path.of("packaging/dbus"));
    systemd = new BusWatch(bus.address());
    systemd.takeName(SYSTEMD);
  }

  @AfterEach
  void stop() throws Exception {
    systemd.close();
    bus.close();
  }

  @Test
  void aCallStartsTheUnitAndIsAnswered() throws Exception {
    Process call =
        new ProcessBuilder(
                "busctl",
                "--address=" + bus.address(),
                "get-property",
                Names.SERVICE,
                Names.PATH,
                Names.MANAGER,
                "State")
            .start();
    assertEquals("[dbus-io.github.rulewarden.service]", systemd.awaitSignal("ActivationRequest"));
    try (BusService _ =
        BusService.start(new BusAddress(bus.address()), new FakeManager(), "1.2.3")) {
      assertEquals("s \"ok\"\n", Program.finish(call).require());
    }
  }

  /** The administrator decides whether the daemon runs; the command line reports it. */
  @Test
  void theCommandLineStartsNothing() {
    ManagerClient client = new ManagerClient(new BusAddress(bus.address()));
    ManagerException failure = assertThrows(ManagerException.class, client::status);
    assertEquals("The rulewarden daemon is not running.", failure.getMessage());
  }
}
