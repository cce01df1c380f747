package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Journald;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** journalctl shows an inversion and its repair with their fields. */
@Timeout(600)
class RealJournalIT {
  private static final String CAPTURE = "not from all fwmark 0xca6c lookup 51820";

  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void eventsHaveFields() throws Exception {
    Journald journald = Journald.startOn(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).by(journald.starter()).start();
    host.ip("rule add not fwmark 51820 table 51820");

    JsonObject inverted = journald.await("RULEWARDEN_EVENT", "inverted");
    assertEquals("4", inverted.getString("PRIORITY"));
    assertEquals("rulewarden", inverted.getString("SYSLOG_IDENTIFIER"));
    assertEquals("", inverted.getString("RULEWARDEN_NETNS"));
    assertEquals("ipv4", inverted.getString("RULEWARDEN_FAMILY"));
    assertEquals("5209", inverted.getString("RULEWARDEN_PRIORITY"));
    String opponent = inverted.getString("RULEWARDEN_OPPONENT");
    assertTrue(opponent.contains("(pid "), opponent);
    String message = inverted.getString("MESSAGE");
    assertEquals(
        "ipv4 is inverted: `5209: "
            + CAPTURE
            + "` is evaluated before Tailscale's lookup at 5270. Caused by "
            + opponent
            + ".",
        message);

    JsonObject repaired = journald.await("MESSAGE_ID", MessageId.of(Kind.REPAIRED));
    assertEquals("6", repaired.getString("PRIORITY"));
    assertEquals(Set.of("5399", "5209"), Set.copyOf(repaired.getArray("RULEWARDEN_PRIORITY")));
    assertEquals("journal", repaired.getString("_TRANSPORT"));
    assertEquals(Long.toString(daemon.pid()), repaired.getString("_PID"));
    assertEquals("idle", journald.await("RULEWARDEN_EVENT", "state").getString("RULEWARDEN_STATE"));
    assertEquals("", daemon.log());
  }

  @Test
  void withoutTheJournalNothingIsLost() throws Exception {
    Journald journald = Journald.startOn(host);
    Watcher watcher = Watcher.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).by(journald.starter()).start();
    journald.await("RULEWARDEN_EVENT", "state");
    assertFalse(daemon.log().contains("idle"), daemon.log());
    journald.leave();
    host.ip("rule add not fwmark 51820 table 51820");
    watcher.await(
        "order",
        state ->
            !state.isInverted(Family.IPV4)
                && state.captures(Family.IPV4).equals(List.of(WireGuard.USUAL_TABLE)));
    daemon.awaitLog("<6>ipv4 repaired in ");
    daemon.terminate();
    daemon.awaitExit();
    assertTrue(daemon.log().contains("<4>ipv4 is inverted: `5209: " + CAPTURE), daemon.log());
  }
}
