package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Flush;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.RuleState.Change;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules of a VPN disappear while its tunnel is up. */
@Timeout(600)
class LeakIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  /** Scenario 9: a flush deletes the rules. */
  @Test
  void aFlushIsToldAndMended() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale tailscale = Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    flush();
    tailscale.heal();

    bus.awaitSignal("Leak", values -> values.getString(2).startsWith(tunnel.name() + " is up"));
    bus.awaitSignal(
        "PropertiesChanged",
        values ->
            changed(values, "State").equals("leak")
                && changed(values, "Reason").contains(tunnel.name()));
    watcher.awaitOrder(TABLE);
    EndState.assertRight(host, tunnel.name());
    for (Family family : Family.values()) {
      bus.awaitSignal(
          "Repaired",
          values ->
              values.getString(1).equals(family.text())
                  && values.getArray(2).getString(0).contains("suppress_prefixlength"));
    }
    assertEquals("s \"ok\"", bus.property("State"));
    tunnel.down();
    EndState.assertLadder(host, Family.IPV4, List.of());
    EndState.assertLadder(host, Family.IPV6, List.of());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  /** Rules disappear in one family only, as systemd-networkd's first purge at boot may cause. */
  @Test
  void oneFamilyIsMendedByItself() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    host.batch(Family.IPV6, "rule del pref 5398", "rule del pref 5399");

    daemon.awaitNoticeThatBegins("STATUS=leak: " + tunnel.name() + " is up, but no IPv6 rule");
    watcher.awaitOrder(TABLE);
    EndState.assertRight(host, tunnel.name());
  }

  @Test
  void nothingIsPutBackWhereThatIsNotWished() throws Exception {
    Tailscale tailscale = Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).configured("leaks.restore = false").start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    flush();
    tailscale.heal();

    daemon.awaitNoticeThatBegins("STATUS=leak: " + tunnel.name());
    Thread.sleep(2500); // No event announces that nothing will happen: longer than the grace.
    EndState.assertLadder(host, Family.IPV4, List.of());
    EndState.assertLadder(host, Family.IPV6, List.of());
    tunnel.down();
    daemon.awaitNoticeThatBegins("STATUS=idle");
  }

  /** Scenario 6: {@code wg-quick down} of one tunnel deletes the suppress rules of the others. */
  @Test
  void theSurvivorOfTwoTunnelsGetsItsCompanionBack() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard survivor = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);
    WireGuard other = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE + 1, TABLE);

    int before = watcher.settle().rules(Family.IPV4).size();
    other.down(); // The daemon restores nothing before wg-quick has ended.

    long deletes =
        watcher.states().stream()
            .flatMap(state -> state.cause().stream())
            .filter(event -> event.change() == Change.DELETED && !daemon.did(event))
            .count();
    assertTrue(deletes <= 2L * before, () -> deletes + " deletes by wg-quick: it looped");
    for (Family family : Family.values()) {
      bus.awaitSignal(
          "Leak",
          values ->
              values.getString(1).equals(family.text())
                  && values.getString(2).contains(survivor.name()));
    }
    watcher.await("the companion in front of its capture", state -> state.isRight(TABLE));
    EndState.assertRight(host, survivor.name());
    survivor.down();
    EndState.assertLadder(host, Family.IPV4, List.of());
  }

  /** Scenario 14: the rules stay when their tunnel is deleted manually. */
  @Test
  void whatADeletedTunnelLeavesIsToldAndLeftAlone() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);
    int events = watcher.settle().rules(Family.IPV4).size();

    tunnel.delete();

    String status = daemon.awaitNoticeThatBegins("STATUS=ok:");
    while (!status.contains(
        "may be left over from a VPN that is gone: its table 51820 has no default route")) {
      status = daemon.awaitNoticeThatBegins("STATUS=ok:");
    }
    String check = Rulewarden.run(host, "check").output();
    assertTrue(check.contains("may be left over"), check);
    assertEquals(events, watcher.settle().rules(Family.IPV4).size());
  }

  @Test
  void aTableWithoutItsDefaultRouteIsToldUntilItHasOne() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    host.ip("-4 route flush table 51820");

    daemon.awaitNoticeThatBegins(
        "STATUS=leak: " + tunnel.name() + " is up, but its table 51820 has no IPv4 default route");
    host.ip("-4 route add default dev " + tunnel.name() + " table 51820");
    daemon.awaitNoticeThatBegins("STATUS=ok");
    assertFalse(daemon.log().contains("rule add priority 53 "), daemon.log());
  }

  /**
   * A link that loses its last address loses its routes, and the kernel sends no event about these.
   */
  @Test
  void aFlushOfTheTunnelsAddressesIsALeak() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    host.ip("-4 addr flush dev " + tunnel.name());

    daemon.awaitNoticeThatBegins(
        "STATUS=leak: " + tunnel.name() + " is up, but its table 51820 has no IPv4 default route");
  }

  /** The state file survives the daemon, however the daemon ends. */
  @Test
  void aSuccessorPutsBackWhatItsPredecessorSaw() throws Exception {
    Tailscale tailscale = Tailscale.startOn(host);
    Daemon first = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);
    first.awaitNoticeThatBegins("STATUS=ok");
    first.kill();

    flush();
    tailscale.heal();
    Daemon.on(host).start();

    watcher.awaitOrder(TABLE);
    EndState.assertRight(host, tunnel.name());
  }

  @Test
  void whatWasPutBackGoesWhenTheTunnelDoes() throws Exception {
    Tailscale tailscale = Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);
    flush();
    tailscale.heal();
    watcher.awaitOrder(TABLE);

    tunnel.delete();

    watcher.await(
        "nothing of the VPN",
        state -> state.captures(Family.IPV4).isEmpty() && state.captures(Family.IPV6).isEmpty());
    watcher.settle();
    EndState.assertLadder(host, Family.IPV4, List.of());
    EndState.assertLadder(host, Family.IPV6, List.of());
    assertTrue(daemon.log().contains("Removed rules that are no longer needed"), daemon.log());
  }

  /** Returns the new value of a text property; empty if it has not changed. */
  private static String changed(JsonArray values, String property) {
    JsonObject changes = values.getObject(1);
    return changes.has(property) ? changes.getObject(property).getString("data") : "";
  }

  private void flush() {
    for (Family family : Family.values()) {
      Flush.rules(host, family);
    }
  }
}
