package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.StagedRoot;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The doctor on a host with a real kernel, a real wg-quick and a real nft. */
@Timeout(600)
class DoctorIT {
  private static final String ROUTES_TO_A_PEER = "bash -c 'echo x > /dev/udp/100.64.0.7/9'";

  @RegisterExtension final TestHost host = TestHost.create();

  private final StagedRoot root = StagedRoot.on(host);
  private WireGuard tunnel;

  @BeforeEach
  void stage() {
    Tailscale.startOn(host);
    tunnel = WireGuard.on(host);
    root.add(
        """
        == dir /run/systemd/system
        == file /usr/lib/systemd/system/tailscaled.service
        [Unit]
        After=network-pre.target
        == file /usr/lib/systemd/system/wg-quick@.service
        [Unit]
        After=network-online.target
        == link /etc/systemd/system/multi-user.target.wants/tailscaled.service /x
        == link /etc/systemd/system/multi-user.target.wants/wg-quick@NAME.service /x
        == dir /etc/sysctl.d
        == dir /etc/wireguard
        """
            .replace("NAME", tunnel.name()));
  }

  @Test
  void whatItProposesMendsWhatItFinds() throws Exception {
    tunnel.up();
    host.run("sysctl", "-q", "net.ipv4.conf.eth0.rp_filter=1").require();
    host.run("sysctl", "-q", "net.ipv4.conf.all.src_valid_mark=0").require();
    mullvadsFirewall();
    root.add(
        """
        == file /etc/systemd/system/tailscaled.service.d/order.conf
        [Unit]
        Before=wg-quick@NAME.service
        == file /etc/systemd/system/tailscaled.service.d/rules.conf
        [Service]
        ExecStartPost=/usr/sbin/ip rule add pref 5000 lookup 52
        == link /etc/systemd/system/multi-user.target.wants/systemd-networkd.service /x
        == file /etc/wireguard/other.conf
        PostUp = ip rule add pref 5000 lookup 52
        """
            .replace("NAME", tunnel.name()));
    assertNotEquals(0, root.shell(ROUTES_TO_A_PEER).exitCode());

    Map<String, List<String>> found = troubles();

    assertEquals(
        List.of(
            "boot-order-wrong",
            "daemon-absent",
            "inverted",
            "mullvad-firewall",
            "networkd-deletes-rules",
            "other-writer",
            "rp-filter-strict",
            "src-valid-mark"),
        List.copyOf(found.keySet()));
    assertEquals(2, found.getOrDefault("other-writer", List.of()).size());
    found.remove("daemon-absent");
    for (List<String> fixes : found.values()) {
      for (String fix : fixes) {
        root.shell("set -e; " + fix).require();
      }
    }
    assertEquals(List.of("daemon-absent"), List.copyOf(troubles().keySet()));
    EndState.assertRight(host, tunnel.name());
    root.shell(ROUTES_TO_A_PEER).require();
  }

  @Test
  void beforeARightOrderAndARunningDaemonItFindsNothing() throws Exception {
    Watcher watcher = Watcher.on(host);
    Bus bus = Bus.on(host);
    Daemon.on(host).on(bus).start();
    bus.awaitService();
    tunnel.up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    List<String> by = new ArrayList<>(bus.forCommands());
    by.addAll(root.forCommands());
    Program program = Rulewarden.run(host, by, "doctor");

    assertEquals(0, program.exitCode(), program.output() + program.errors());
    assertTrue(program.output().endsWith("\nno problems found\n"), program::output);
  }

  @Test
  void changesNothing() throws Exception {
    tunnel.up();
    mullvadsFirewall();
    String before = state();

    assertEquals(1, root.shell("rulewarden doctor").exitCode());

    assertEquals(before, state());
  }

  @Test
  void whatAPlainUserMayNotReadIsSaidToBeUnread() throws Exception {
    root.shell("chmod 700 /etc/wireguard").require();
    List<String> by = new ArrayList<>(root.forCommands());
    by.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    Program program = Rulewarden.run(host, by, "doctor", "--json");

    List<String> unread = new ArrayList<>();
    for (JsonObject finding : findings(program)) {
      if (finding.getString("code").equals("not-examined")) {
        unread.add(finding.getString("text"));
        assertEquals("sudo rulewarden doctor", finding.getString("fix"));
      }
    }
    assertEquals(
        List.of(
            "not examined: the firewall: nft failed: Operation not permitted (you must be root)",
            "not examined: the tunnel files in /etc/wireguard: permission denied"),
        unread);
  }

  @Test
  void whoListensToRulesIsTold() throws Exception {
    Program program =
        root.shell(
            "ip monitor rule & until grep -q 00040080 /proc/net/netlink; do :; done;"
                + " rulewarden doctor --json; kill $!");

    List<String> listeners = new ArrayList<>();
    for (JsonObject finding : findings(program)) {
      if (finding.getString("code").equals("rule-listener")) {
        listeners.add(finding.getString("text").replaceAll("process \\d+", "process N"));
      }
    }
    assertEquals(List.of("process N listens for rule changes: `ip monitor rule`"), listeners);
  }

  /** Returns the errors and warnings: the commands that fix them, by their codes. */
  private Map<String, List<String>> troubles() throws JsonParserException {
    Map<String, List<String>> troubles = new TreeMap<>();
    for (JsonObject finding : findings(root.shell("rulewarden doctor --json"))) {
      if (!finding.getString("severity").equals("info")) {
        troubles
            .computeIfAbsent(finding.getString("code"), _ -> new ArrayList<>())
            .add(finding.getString("fix"));
      }
    }
    return troubles;
  }

  private static List<JsonObject> findings(Program program) throws JsonParserException {
    assertTrue(program.output().startsWith("{"), program.output() + program.errors());
    JsonArray array = JsonParser.object().from(program.output()).getArray("findings");
    List<JsonObject> findings = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      findings.add(array.getObject(i));
    }
    return findings;
  }

  private void mullvadsFirewall() {
    root.shell(
            """
            nft -f - <<'END'
            table inet mullvad {
              chain output {
                type filter hook output priority 0; policy drop;
                oif lo accept
                ct mark 0xf41 accept
              }
            }
            END
            """)
        .require();
  }

  private String state() {
    return root.shell(
            "ip rule; ip -6 rule; ip route show table all | grep -v fe80; ip link; nft list ruleset;"
                + " sysctl -a 2>/dev/null | grep -e rp_filter -e src_valid_mark;"
                + " find /etc /run -type f -exec md5sum {} + | sort")
        .require();
  }
}
