package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.SystemUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The installed bus policy, on a bus that forbids everything that no policy allows. */
@Timeout(600)
class PolicyIT {
  private static final Path POLICY = Path.of("packaging/dbus/io.github.rulewarden.conf");
  private static final String NOBODY = "65534";

  @Test
  void rootMayOwnTheNameAndEveryUserMayCallAndListen() throws Exception {
    try (PrivateBus bus = PrivateBus.startStrict(POLICY);
        BusWatch watch = new BusWatch(bus.address());
        BusService service =
            BusService.start(new BusAddress(bus.address()), new FakeManager(), "1.2.3")) {
      watch.awaitOwner();
      Program read =
          asNobody(
              "busctl",
              "--address=" + bus.address(),
              "get-property",
              Names.SERVICE,
              Names.PATH,
              Names.MANAGER,
              "State");
      assertEquals("s \"ok\"\n", read.require());
      service.report(
          FakeManager.IN_ORDER, List.of(new Event.Contested(Scope.OWN.of(Family.IPV4), "x")));
      assertEquals(List.of("Contested[, ipv4, x]"), watch.signals(1));
    }
  }

  @Test
  void anotherUserMayNotOwnTheName() throws Exception {
    try (PrivateBus bus = PrivateBus.startStrict(POLICY)) {
      Program taken = asNobody(taking(bus));
      assertNotEquals(0, taken.exitCode());
      assertTrue(taken.errors().contains(ErrorReply.ACCESS_DENIED), taken.errors());
    }
  }

  @Test
  void theUserOfTheUnitMayOwnTheName() throws Exception {
    try (PrivateBus bus = PrivateBus.startStrict(POLICY)) {
      List<String> command = new ArrayList<>(List.of(SystemUser.words()));
      command.addAll(List.of(taking(bus)));
      String answer = Program.run(command.toArray(String[]::new)).require();
      assertTrue(answer.contains("uint32 1"), answer);
    }
  }

  /** The command that takes the service's name. */
  private static String[] taking(PrivateBus bus) {
    return new String[] {
      "dbus-send",
      "--bus=" + bus.address(),
      "--print-reply",
      "--dest=" + StandardNames.BUS,
      StandardNames.BUS_PATH,
      StandardNames.BUS + ".RequestName",
      "string:" + Names.SERVICE,
      "uint32:0"
    };
  }

  private static Program asNobody(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    command.addAll(List.of(arguments));
    return Program.run(command.toArray(String[]::new));
  }
}
