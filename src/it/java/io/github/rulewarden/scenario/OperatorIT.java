package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's view and actions, by busctl and by the commands. */
@Timeout(600)
class OperatorIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void busctlShowsThatAnInversionWasRepaired() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon.on(host).on(bus).start();
    bus.awaitService();
    assertEquals("s \"idle\"", bus.property("State"));

    WireGuard.on(host).up();

    for (Family family : List.of(Family.IPV6, Family.IPV4)) {
      bus.awaitSignal("Inverted", values -> values.getString(1).equals(family.text()));
      JsonArray repaired =
          bus.awaitSignal("Repaired", values -> values.getString(1).equals(family.text()));
      String step = repaired.getArray(2).getString(0);
      assertTrue(step.startsWith("ip " + family.option() + " rule add priority 53"), step);
      assertTrue(repaired.getLong(3) > 0);
    }
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    assertEquals("as 0", bus.call("Repair").require().strip());
    assertEquals("s \"ok\"", bus.property("State"));
    assertEquals("s \"ok\"", bus.property("State"));
    assertEquals(bus.property("Inversions"), bus.property("Repairs"));
  }

  @Test
  void theStatusIsReadAsJson() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE).addPair(Family.IPV6);
    Daemon.on(host).on(bus).start();
    bus.awaitService();

    Program program = Rulewarden.run(host, bus.forCommands(), "status", "--json");

    JsonObject status = JsonParser.object().from(program.require());
    assertEquals("ok", status.getString("state"));
    assertEquals(1, status.getInt("repairs"));
    JsonArray families = status.getArray("namespaces");
    assertEquals("ipv4", families.getObject(0).getString("family"));
    assertEquals("idle", families.getObject(0).getString("state"));
    assertEquals("ipv6", families.getObject(1).getString("family"));
    assertEquals("ok", families.getObject(1).getString("state"));
  }

  @Test
  void nonsenseOnTheBusIsRefusedAndDoesNoHarm() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();

    for (String nonsense :
        List.of(
            "Nonsense",
            "Repair s now",
            "ListRules ss nowhere ipv5",
            "ListRules as 2 a b",
            "ListRules s ipv4",
            "ListRules ay 3 255 0 1")) {
      assertNotEquals(0, bus.call(nonsense.split(" ", -1)).exitCode(), nonsense);
    }

    Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE).addPair(Family.IPV4);
    watcher.await("order", state -> state.isRight(Family.IPV4, WireGuard.USUAL_TABLE));
    assertFalse(daemon.log().contains("Exception"), daemon::log);
  }

  @Test
  void withoutADaemonRepairDoesItOnce() {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    Program plan = Rulewarden.run(host, "plan");

    Program repair = Rulewarden.run(host, "repair");

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.name());
    assertEquals(8, repair.require().lines().count(), repair::output);
    assertEquals(sorted(plan.output()), sorted(repair.output()));
    assertEquals("nothing to do\n", Rulewarden.run(host, "repair").require());
  }

  @Test
  void whatPlanPrintsDoesTheSameByHand() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();

    for (String command : Rulewarden.run(host, "plan").output().lines().toList()) {
      host.run(command.split(" ", -1)).require();
    }

    EndState.assertRight(host, tunnel.name());
  }

  private static List<String> sorted(String lines) {
    List<String> sorted = new ArrayList<>(lines.lines().toList());
    sorted.sort(null);
    return sorted;
  }
}
