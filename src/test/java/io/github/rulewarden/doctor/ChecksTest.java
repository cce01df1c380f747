package io.github.rulewarden.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each check says of which host; the order at boot has a class of its own. */
class ChecksTest {
  @TempDir private Path root;
  private CheckFixture host;

  @BeforeEach
  void begin() {
    host = new CheckFixture(root);
  }

  private void assertSaid(Check check, String expected) {
    assertEquals(expected, host.says(check));
  }

  @Nested
  class Rules {
    @Test
    void inOrder() {
      assertSaid(new RuleCheck(), "");
    }

    @Test
    void bothFamiliesAlikeAreOneFinding() {
      host.rules(CheckFixture.INVERTED, CheckFixture.INVERTED);
      assertSaid(
          new RuleCheck(),
          """
          error inverted: IPv4 and IPv6: rules of the VPN stand ahead of Tailscale's lookup at 5270: 5208, 5209
          => rulewarden repair
          """);
    }

    @Test
    void oneFamilyAlone() {
      host.rules(CheckFixture.IN_ORDER, CheckFixture.INVERTED);
      assertSaid(
          new RuleCheck(),
          """
          error inverted: IPv6: rules of the VPN stand ahead of Tailscale's lookup at 5270: 5208, 5209
          => rulewarden repair
          """);
    }

    @Test
    void aStalePair() {
      host.rules(
          CheckFixture.WITHOUT_VPN + "6000: not from all fwmark 0x777 lookup 1911",
          CheckFixture.IN_ORDER);
      host.policy(Policy.DEFAULT);
      assertSaid(
          new RuleCheck(),
          """
          info no-vpn: IPv4: no VPN captures traffic
          info stale: IPv4: `6000: not from all fwmark 0x777 lookup 1911` is stale: its table 1911 has no default route, and no tunnel is there that could have one
          => start its tunnel again, or remove the rule: ip -4 rule del priority 6000 not from all fwmark 0x777 lookup 1911
          """);
    }

    @Test
    void unreadable() {
      host.unreadableRules("The kernel refuses a netlink socket.");
      assertSaid(
          new RuleCheck(),
          """
          info not-examined: not examined: the kernel's rules, and what depends on them: The kernel refuses a netlink socket
          """);
    }
  }

  @Nested
  class OwnDaemon {
    private static final String UNIT =
        """
        == file /usr/lib/systemd/system/rulewarden.service
        [Service]
        ExecStart=/usr/bin/rulewarden daemon
        """;

    private static final String ENABLED =
        "== link /etc/systemd/system/multi-user.target.wants/rulewarden.service"
            + " /usr/lib/systemd/system/rulewarden.service\n";

    @Test
    void well() {
      host.add(UNIT).add(ENABLED);
      assertSaid(new DaemonCheck(), "");
    }

    @Test
    void withoutAUnitItMayBeStartedByAnythingElse() {
      assertSaid(new DaemonCheck(), "");
    }

    @Test
    void notEnabled() {
      host.add(UNIT);
      assertSaid(
          new DaemonCheck(),
          """
          warning daemon-not-enabled: Rulewarden runs, but nothing starts it at boot
          => systemctl enable rulewarden
          """);
    }

    @Test
    void notRunning() {
      host.add(UNIT).silentDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
      assertSaid(
          new DaemonCheck(),
          """
          warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus
          => systemctl enable --now rulewarden
          """);
    }

    @Test
    void enabledAndNotRunning() {
      host.add(UNIT)
          .add(ENABLED)
          .silentDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
      assertSaid(
          new DaemonCheck(),
          """
          warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus
          => systemctl restart rulewarden && systemctl status rulewarden
          """);
    }

    @Test
    void masked() {
      host.add(UNIT)
          .add("== link /etc/systemd/system/rulewarden.service /dev/null\n")
          .silentDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
      assertSaid(
          new DaemonCheck(),
          """
          warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus; its unit is masked
          => systemctl unmask rulewarden && systemctl enable --now rulewarden
          """);
    }

    @Test
    void notInstalled() {
      host.silentDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
      assertSaid(
          new DaemonCheck(),
          """
          warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus; its unit is not installed
          => install systemd/rulewarden.service, or run `rulewarden daemon`
          """);
    }

    @Test
    void forbidden() {
      host.silentDaemon(ManagerException.Kind.DENIED, "The bus does not let you ask.");
      assertSaid(
          new DaemonCheck(),
          """
          info not-examined: not examined: the daemon: permission denied: The bus does not let you ask
          => sudo rulewarden doctor
          """);
    }

    @Test
    void observing() {
      host.daemon(CheckFixture.status(State.OK, Mode.OBSERVE, ""));
      assertSaid(
          new DaemonCheck(),
          """
          warning observing: Rulewarden only observes
          => systemctl reload rulewarden
          """);
    }

    @Test
    void observingByItsConfiguration() {
      host.daemon(CheckFixture.status(State.OK, Mode.OBSERVE, ""))
          .policy(Policy.DEFAULT.in(Mode.OBSERVE));
      assertSaid(
          new DaemonCheck(),
          """
          warning observing: Rulewarden only observes
          => set mode = "repair" in /etc/rulewarden/rulewarden.toml, then run `systemctl reload rulewarden`
          """);
    }

    @Test
    void aReloadThatFailed() {
      host.daemon(CheckFixture.status(State.OK, Mode.REPAIR, "a.toml:1:1: mode: found 1."));
      assertSaid(
          new DaemonCheck(),
          """
          warning reload-failed: the last reload changed nothing: a.toml:1:1: mode: found 1
          => rulewarden config check && systemctl reload rulewarden
          """);
    }

    @ParameterizedTest
    @CsvSource({
      "CONTESTED, warning contested: somebody undoes the repairs: A reason, rulewarden history",
      "DEGRADED, warning degraded: Rulewarden cannot keep the order: A reason, journalctl -u rulewarden",
      "LEAK, error leak: A reason, rulewarden status",
    })
    void aBadState(State state, String line, String fix) {
      host.daemon(CheckFixture.status(state, Mode.REPAIR, ""));
      assertSaid(new DaemonCheck(), line + "\n=> " + fix + "\n");
    }
  }

  @Nested
  class TheirTailscaled {
    private static final String STATUS = "== api /localapi/v0/status?peers=false\n";
    private static final String PREFS = "== api /localapi/v0/prefs\n";

    @Test
    void connected() {
      host.add(STATUS + "{\"BackendState\":\"Running\",\"TUN\":true}\n" + PREFS + "{}\n");
      assertSaid(new TailscaledCheck(), "");
    }

    @Test
    void absentWithAUnit() {
      host.add("== file /usr/lib/systemd/system/tailscaled.service\n[Service]\nExecStart=/x\n");
      assertSaid(
          new TailscaledCheck(),
          """
          info tailscaled-absent: tailscaled does not run
          => systemctl enable --now tailscaled
          """);
    }

    @Test
    void absentWithoutAUnit() {
      assertSaid(
          new TailscaledCheck(),
          """
          info tailscaled-absent: tailscaled does not run, and has no unit here
          => install Tailscale, if this host is to be in a tailnet
          """);
    }

    @Test
    void runningWithASocketOfItsOwn() {
      host.add("== process 412 /usr/sbin/tailscaled --socket=/x\n");
      assertSaid(
          new TailscaledCheck(),
          """
          info not-examined: not examined: tailscaled's mode and exit node: there is no /run/tailscale/tailscaled.sock
          """);
    }

    @Test
    void somebodyWhoDoesNotAnswerIsThere() {
      host.add("== file /run/tailscale/tailscaled.sock\n");
      assertSaid(
          new TailscaledCheck(),
          """
          info not-examined: not examined: tailscaled's mode and exit node: there is no /run/tailscale/tailscaled.sock
          """);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "garbage | its answer is no JSON: ",
          "{}      | its answer lacks BackendState or TUN",
          "{\"BackendState\":1,\"TUN\":true} | its answer lacks BackendState or TUN",
        })
    void answersNonsense(String status, String reason) {
      host.add("== process 412 tailscaled\n" + STATUS + status + "\n" + PREFS + "{}\n");
      String said = host.says(new TailscaledCheck());
      String expected = "info not-examined: not examined: tailscaled's mode and exit node: " + reason;
      assertEquals(expected, said.substring(0, Math.min(said.length(), expected.length())));
    }

    @Test
    void userspace() {
      host.add(STATUS + "{\"BackendState\":\"Running\",\"TUN\":false}\n" + PREFS + "{}\n");
      assertSaid(
          new TailscaledCheck(),
          "info userspace-networking: tailscaled runs with --tun=userspace-networking\n");
    }

    @Test
    void notConnected() {
      host.add(STATUS + "{\"BackendState\":\"NeedsLogin\",\"TUN\":true}\n" + PREFS + "{}\n");
      assertSaid(
          new TailscaledCheck(),
          """
          info tailscaled-not-up: tailscaled runs, but is not connected: it is in state NeedsLogin
          => tailscale up
          """);
    }

    @Test
    void anInterfaceOfAnotherName() {
      host.add(STATUS + "{\"BackendState\":\"Running\",\"TUN\":true}\n" + PREFS + "{}\n")
          .policy(
              new Policy(
                  Mode.REPAIR,
                  Policy.DEFAULT.strategy(),
                  new Policy.Tailscale(52, Policy.Tailscale.DEFAULT.bypassMark(), "ts0"),
                  Policy.DEFAULT.vpn(),
                  Policy.DEFAULT.budget(),
                  Policy.DEFAULT.restoring()));
      assertSaid(
          new TailscaledCheck(),
          """
          warning tailscale-interface: tailscaled is connected, but there is no link ts0
          => set tailscale.interface to the name that tailscaled was given by --tun
          """);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'\"ExitNodeStatus\":{\"ID\":\"n1\",\"Online\":true,\"TailscaleIPs\":[\"100.64.0.9/32\"]},' | {} | 100.64.0.9/32",
          "''                      | {\"ExitNodeIP\":\"100.64.0.9\"} | 100.64.0.9",
          "'\"ExitNodeStatus\":null,' | {\"ExitNodeID\":\"n123\",\"ExitNodeIP\":\"\"}  | n123",
        })
    void anExitNode(String status, String prefs, String shown) {
      host.add(
          STATUS + "{" + status + "\"BackendState\":\"Running\",\"TUN\":true}\n" + PREFS + prefs + "\n");
      assertSaid(
          new TailscaledCheck(),
          "info exit-node: an exit node is in use: "
              + shown
              + "\n=> tailscale set --exit-node=\n");
    }
  }

  @Nested
  class Resolver {
    private static final String RUNNING =
        """
        == api /localapi/v0/status?peers=false
        {"BackendState":"Running","TUN":true,"CurrentTailnet":{"MagicDNSEnabled":true}}
        == api /localapi/v0/prefs
        {"CorpDNS":true}
        == output ip -j route get 100.100.100.100
        [{"dst":"100.100.100.100","dev":"tailscale0"}]
        """;

    @BeforeEach
    void run() {
      host.add(RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.100.100.100", "127.0.0.53"})
    void good(String server) {
      host.add("== file /etc/resolv.conf\nsearch tail1234.ts.net\nnameserver " + server + "\n");
      assertSaid(new ResolverCheck(), "");
    }

    @Test
    void displacedByATunnel() {
      host.add(
          """
          == file /run/resolvconf/resolv.conf
          nameserver 10.2.0.1
          nameserver 1.1.1.1
          == link /etc/resolv.conf /run/resolvconf/resolv.conf
          == file /etc/wireguard/wg0.conf
          [Interface]
          Address = 10.2.0.2/32
          dns = 10.2.0.1, 1.1.1.1 # theirs
          == file /etc/wireguard/down.conf
          [Interface]
          DNS = 9.9.9.9
          """);
      assertSaid(
          new ResolverCheck(),
          """
          warning magicdns-displaced: MagicDNS is on, but /etc/resolv.conf (made by resolvconf) asks 10.2.0.1, 1.1.1.1; /etc/wireguard/wg0.conf has `dns = 10.2.0.1, 1.1.1.1`
          => wg-quick down wg0 && sed -i '3s/^/#/' /etc/wireguard/wg0.conf && wg-quick up wg0
          """);
    }

    @Test
    void aTunnelOfSystemdIsRestartedByIt() {
      host.add(
          """
          == file /etc/resolv.conf
          # Generated by resolvconf
          nameserver 10.2.0.1
          == file /etc/wireguard/wg0.conf
          DNS = 10.2.0.1
          == link /etc/systemd/system/multi-user.target.wants/wg-quick@wg0.service /x
          """);
      assertSaid(
          new ResolverCheck(),
          """
          warning magicdns-displaced: MagicDNS is on, but /etc/resolv.conf (made by resolvconf) asks 10.2.0.1; /etc/wireguard/wg0.conf has `DNS = 10.2.0.1`
          => systemctl stop wg-quick@wg0 && sed -i '1s/^/#/' /etc/wireguard/wg0.conf && systemctl start wg-quick@wg0
          """);
    }

    @Test
    void displacedByNobodyKnown() {
      host.add("== file /etc/resolv.conf\nnameserver 192.168.7.1\n");
      assertSaid(
          new ResolverCheck(),
          """
          warning magicdns-displaced: MagicDNS is on, but /etc/resolv.conf (made by somebody unknown) asks 192.168.7.1
          => systemctl restart tailscaled
          """);
    }

    @Test
    void aLocalServerIsNotJudged() {
      host.add("== file /etc/resolv.conf\nnameserver 127.0.0.1\n");
      assertSaid(
          new ResolverCheck(),
          "info local-resolver: names are resolved by a server on this host, 127.0.0.1\n");
    }

    @Test
    void whoDoesNotWantMagicDnsLacksNothing() {
      host.add("== api /localapi/v0/prefs\n{\"CorpDNS\":false}\n");
      host.add("== file /etc/resolv.conf\nnameserver 192.168.7.1\n");
      assertSaid(new ResolverCheck(), "");
    }

    @Test
    void aWayThatLeadsIntoTheVpn() {
      host.add("== output ip -j route get 100.100.100.100\n[{\"dev\":\"wg0\"}]\n");
      assertSaid(
          new ResolverCheck(),
          """
          warning magicdns-route: packets to MagicDNS (100.100.100.100) leave by wg0 and not by tailscale0
          => rulewarden rules
          """);
    }

    @Test
    void aWayThatLeadsIntoTheVpnByTheOrder() {
      host.rules(CheckFixture.INVERTED, CheckFixture.IN_ORDER);
      host.add("== output ip -j route get 100.100.100.100\n[{\"dev\":\"wg0\"}]\n");
      assertSaid(
          new ResolverCheck(),
          """
          warning magicdns-route: packets to MagicDNS (100.100.100.100) leave by wg0 and not by tailscale0
          => rulewarden repair
          """);
    }

    @Test
    void aTunnelThatIsDownIsInnocent() {
      host.add(
          """
          == file /etc/resolv.conf
          nameserver 10.2.0.1
          == file /etc/wireguard/wg0.conf
          == file /etc/wireguard/unknown.conf
          DNS = 10.2.0.1
          """);
      assertSaid(
          new ResolverCheck(),
          """
          warning magicdns-displaced: MagicDNS is on, but /etc/resolv.conf (made by somebody unknown) asks 10.2.0.1
          => systemctl restart tailscaled
          """);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "output ip -j route get 100.100.100.100#[]      | the way to MagicDNS: ip names no device",
          "output ip -j route get 100.100.100.100#garbage | the way to MagicDNS: ip names no device",
          "fails ip -j route get 100.100.100.100 : ip says: x | the way to MagicDNS (100.100.100.100): ip says: x",
        })
    void aWayThatIsNotKnown(String block, String text) {
      host.add("== " + block.replace('#', '\n'));
      assertSaid(new ResolverCheck(), "info not-examined: not examined: " + text + "\n");
    }

    @Test
    void beforeTheLoginThereIsNothingToResolve() {
      host.add(
          "== api /localapi/v0/status?peers=false\n{\"BackendState\":\"NeedsLogin\",\"TUN\":true}");
      assertSaid(new ResolverCheck(), "");
    }
  }

  @Nested
  class Firewall {
    private static final String MULLVAD =
        """
        == output nft -j list ruleset
        {"nftables":[{"metainfo":{"version":"1.0.6"}},{"table":{"family":"inet","name":"mullvad"}},
        {"chain":{"family":"inet","table":"mullvad","name":"output","type":"filter","hook":"output","prio":0,"policy":"drop"}},
        {"chain":{"family":"inet","table":"mullvad","name":"input","type":"filter","hook":"input","prio":0,"policy":"drop"}}%s]}
        """;

    @Test
    void nothing() {
      host.add("== output nft -j list ruleset\n{\"nftables\":[{\"metainfo\":{}}]}\n");
      assertSaid(new FirewallCheck(), "");
    }

    @Test
    void mullvad() {
      host.add(MULLVAD.replace("%s", ""));
      assertSaid(
          new FirewallCheck(),
          """
          warning mullvad-firewall: the Mullvad app's firewall (nft table inet mullvad) drops what goes to the tailnet
          => nft add table inet tailnet && nft add chain inet tailnet out '{ type filter hook output priority -10; }' && nft add rule inet tailnet out oifname tailscale0 ct mark set 0xf41 && nft add rule inet tailnet out 'meta mark & 0xff0000 == 0x80000 ct mark set 0xf41' && nft add chain inet tailnet in '{ type filter hook input priority -10; }' && nft add rule inet tailnet in iifname tailscale0 ct mark set 0xf41
          """);
    }

    @Test
    void mullvadWithAnExemption() {
      host.add(
          MULLVAD.replace(
              "%s",
              ",{\"rule\":{\"expr\":[{\"mangle\":{\"key\":{\"ct\":{\"key\":\"mark\"}},\"value\":3905}}]}}"));
      assertSaid(new FirewallCheck(), "");
    }

    @Test
    void somebodyElsesIsNotJudged() {
      host.add(
          """
          == output nft -j list ruleset
          {"nftables":[
          {"chain":{"family":"inet","table":"fw","name":"out","hook":"output","policy":"drop"}},
          {"chain":{"family":"inet","table":"fw","name":"in","hook":"input","policy":"drop"}},
          {"chain":{"family":"inet","table":"fw","name":"plain"}}]}
          """);
      assertSaid(
          new FirewallCheck(),
          """
          info firewall-drops-output: the firewall's chain inet fw out drops whatever no rule of it accepts
          => nft list table inet fw
          """);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "fails nft -j list ruleset : nft says: Operation not permitted (you must be root) | nft says: Operation not permitted (you must be root) | => sudo rulewarden doctor#",
          "dir /x | nft is not installed | ''",
        })
    void unreadable(String block, String reason, String fix) {
      host.add("== " + block);
      assertSaid(
          new FirewallCheck(),
          "info not-examined: not examined: the firewall: "
              + reason
              + "\n"
              + fix.replace('#', '\n'));
    }
  }

  @Nested
  class ReverseFilter {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 2, 0", "2, 1, 0", "0, 0, 1"})
    void whatIsNotStrictIsWell(int all, int eth0, int mark) {
      set(all, eth0, mark, 0);
      assertSaid(new ReverseFilterCheck(), "");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, 0", "0, 1, 0, 1", "1, 1, 1, 1"})
    void strict(int all, int eth0, int markOfAll, int markOfEth0) {
      set(all, eth0, markOfAll, markOfEth0);
      assertSaid(
          new ReverseFilterCheck(),
          """
          warning rp-filter-strict: the reverse path filter is strict on eth0 (rp_filter = 1)
          => echo net.ipv4.conf.all.rp_filter=2 >> /etc/sysctl.d/90-rulewarden.conf && sysctl -p /etc/sysctl.d/90-rulewarden.conf
          """);
    }

    @Test
    void strictAndWithoutMarks() {
      set(0, 1, 0, 0);
      assertSaid(
          new ReverseFilterCheck(),
          """
          warning rp-filter-strict: the reverse path filter is strict on eth0 (rp_filter = 1)
          => echo net.ipv4.conf.all.rp_filter=2 >> /etc/sysctl.d/90-rulewarden.conf && sysctl -p /etc/sysctl.d/90-rulewarden.conf
          warning src-valid-mark: src_valid_mark is off for eth0, where the reverse path filter is strict
          => echo net.ipv4.conf.all.src_valid_mark=1 >> /etc/sysctl.d/90-rulewarden.conf && sysctl -p /etc/sysctl.d/90-rulewarden.conf
          """);
    }

    @Test
    void withoutAVpnItDoesNoHarm() {
      set(1, 1, 0, 0);
      host.rules(CheckFixture.WITHOUT_VPN, CheckFixture.IN_ORDER);
      assertSaid(new ReverseFilterCheck(), "");
    }

    @Test
    void unreadable() {
      assertSaid(
          new ReverseFilterCheck(),
          """
          info not-examined: not examined: the reverse path filter: /proc/sys/net/ipv4/conf/all/rp_filter cannot be read
          """);
    }

    private void set(int all, int eth0, int markOfAll, int markOfEth0) {
      host.add(
          """
          == file /proc/net/route
          Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
          eth0\t00000000\t0107A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
          eth1\t0007A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
          """);
      file("all/rp_filter", all);
      file("eth0/rp_filter", eth0);
      file("eth1/rp_filter", 1);
      file("all/src_valid_mark", markOfAll);
      file("eth0/src_valid_mark", markOfEth0);
    }

    private void file(String name, int value) {
      host.add("== file /proc/sys/net/ipv4/conf/" + name + "\n" + value + "\n");
    }
  }

  @Nested
  class Marks {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "1001: from all fwmark 0x100/0x3f00 lookup 1", // mwan3
          "100: from all fwmark 0x200/0xf00 lookup 2004", // Cilium
          "6000: from all fwmark 0x10000 lookup 100",
          "105: not from all fwmark 0x1bd00 lookup 7120", // NetBird
          "900: from all fwmark 0xca6d lookup 7",
          "900: from all lookup 7",
        })
    void othersHaveMarksOfTheirOwn(String rule) {
      rules(rule);
      assertSaid(new MarkCheck(), "");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"0x80000", "0x80001", "0x80000/0x80000", "0x80000/0xffff0000", "0x80000/0xf0000"})
    void tailscales(String mark) {
      rules("900: from all fwmark " + mark + " lookup 7");
      assertSaid(
          new MarkCheck(),
          "warning mark-of-tailscale: `900: from all fwmark "
              + mark
              + " lookup 7` can fit packets with tailscaled's mark 0x80000/0xff0000\n"
              + "=> give whoever made that rule a mark outside of 0xff0000\n");
    }

    @Test
    void bitsOfTailscales() {
      rules("900: from all fwmark 0x10000/0xffff0000 lookup 7");
      assertSaid(
          new MarkCheck(),
          """
          info shared-mark-bits: `900: from all fwmark 0x10000/0xffff0000 lookup 7` uses bits of the mark that are Tailscale's (0xff0000)
          => give whoever made that rule a mark outside of 0xff0000
          """);
    }

    /** mwan3's tenth interface. */
    @Test
    void aTunnels() {
      rules("1010: from all fwmark 0xa00/0x3f00 lookup 10");
      assertSaid(
          new MarkCheck(),
          """
          warning mark-of-tunnel: `1010: from all fwmark 0xa00/0x3f00 lookup 10` fits the VPN's own packets (mark 0xca6c)
          => give the tunnel another mark (FwMark = in its file), or that rule
          """);
    }

    private void rules(String rule) {
      host.rules(CheckFixture.IN_ORDER + rule + "\n", CheckFixture.IN_ORDER);
    }
  }

  @Nested
  class Networkd {
    private static final String ENABLED =
        "== link /etc/systemd/system/multi-user.target.wants/systemd-networkd.service /x\n";
    private static final String FIX =
        "=> mkdir -p /etc/systemd/networkd.conf.d && printf"
            + " '[Network]\\nManageForeignRoutingPolicyRules=no\\n' >"
            + " /etc/systemd/networkd.conf.d/90-rulewarden.conf && systemctl restart"
            + " systemd-networkd\n";

    @Test
    void absent() {
      assertSaid(new NetworkdCheck(), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {ENABLED, "== process 77 /usr/lib/systemd/systemd-networkd\n"})
    void deletesUnlessToldNotTo(String there) {
      host.add(there);
      assertSaid(
          new NetworkdCheck(),
          "warning networkd-deletes-rules: systemd-networkd deletes rules that are not its own"
              + " (ManageForeignRoutingPolicyRules=yes, the default)\n"
              + FIX);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/etc/systemd/networkd.conf",
          "/etc/systemd/networkd.conf.d/90-rulewarden.conf",
          "/usr/lib/systemd/networkd.conf.d/x.conf"
        })
    void toldNotTo(String file) {
      host.add(ENABLED);
      host.add("== file " + file + "\n[Network]\nManageForeignRoutingPolicyRules = off\n");
      assertSaid(new NetworkdCheck(), "");
    }

    @Test
    void theLastLineDecides() {
      host.add(ENABLED);
      host.add(
          """
          == file /etc/systemd/networkd.conf
          [Network]
          ManageForeignRoutingPolicyRules=no
          == file /run/systemd/networkd.conf.d/10-x.conf
          [Network]
          ManageForeignRoutingPolicyRules=yes
          ManageForeignRoutingPolicyRules=perhaps
          [DHCPv4]
          ManageForeignRoutingPolicyRules=no
          """);
      assertSaid(
          new NetworkdCheck(),
          "warning networkd-deletes-rules: systemd-networkd deletes rules that are not its own"
              + " (ManageForeignRoutingPolicyRules=yes, /run/systemd/networkd.conf.d/10-x.conf says"
              + " so)\n"
              + FIX);
    }
  }

  @Nested
  class Hooks {
    @Test
    void anOrdinaryTunnelHasNone() {
      host.add(
          """
          == file /etc/wireguard/wg0.conf
          [Interface]
          Address = 10.2.0.2/32
          # PostUp = ip rule add to 100.64.0.0/10 lookup 52
          PostUp = iptables -A FORWARD -i %i -j ACCEPT; ip rule show
          """);
      assertSaid(new HookCheck(), "");
    }

    @Test
    void aTunnelThatMovesRules() {
      host.add(
          """
          == file /etc/wireguard/wg0.conf
          [Interface]
          PostUp = ip rule add pref 5200 to 100.64.0.0/10 lookup 52
          PreDown = ip -4 rule del pref 5200
          """);
      assertSaid(
          new HookCheck(),
          """
          warning other-writer: /etc/wireguard/wg0.conf changes routing rules: `PostUp = ip rule add pref 5200 to 100.64.0.0/10 lookup 52` and 1 more
          => wg-quick down wg0 && sed -i '2s/^/#/;3s/^/#/' /etc/wireguard/wg0.conf && wg-quick up wg0
          """);
    }

    @Test
    void aTunnelThatHasNoOtherRules() {
      host.add(
          """
          == file /etc/wireguard/wg0.conf
          Table = OFF
          PostUp = ip rule add not fwmark 51820 table 51820
          """);
      assertSaid(
          new HookCheck(),
          """
          info tunnel-rules: /etc/wireguard/wg0.conf adds its rules itself: `PostUp = ip rule add not fwmark 51820 table 51820`
          """);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/etc/networkd-dispatcher/routable.d/50-tailscale",
          "/etc/NetworkManager/dispatcher.d/99-vpn.sh",
          "/etc/NetworkManager/dispatcher.d/pre-up.d/x",
          "/etc/network/if-up.d/order",
        })
    void aHook(String path) {
      host.add("== file " + path + "\n#!/bin/sh\n/sbin/ip -6 ru del pref 5209 table 51820\n");
      assertSaid(
          new HookCheck(),
          "warning other-writer: "
              + path
              + " changes routing rules: `/sbin/ip -6 ru del pref 5209 table 51820`\n=> chmod -x "
              + path
              + "\n");
    }

    @Test
    void aHookWithRulesOfSomethingElse() {
      host.add(
          """
          == file /etc/network/if-up.d/second-uplink
          #!/bin/sh
          ip rule add from 192.0.2.5 table 100
          """);
      assertSaid(
          new HookCheck(),
          """
          info foreign-rules: /etc/network/if-up.d/second-uplink changes routing rules: `ip rule add from 192.0.2.5 table 100`
          """);
    }

    @Test
    void aUnitOfItsOwnAndTheScriptThatItRuns() {
      host.add(
          """
          == file /etc/systemd/system/fix.service
          [Service]
          ExecStart=-/usr/local/bin/fix.sh --now
          == file /usr/local/bin/fix.sh
          #!/bin/bash
          while ip monitor rule; do
            ip rule del table 51820
          done
          == process 99 /bin/bash /usr/local/bin/fix.sh --now
          """);
      assertSaid(
          new HookCheck(),
          """
          warning other-writer: /usr/local/bin/fix.sh changes routing rules: `ip rule del table 51820`
          => systemctl disable --now fix.service
          """);
    }

    @Test
    void aLineLaidOverAnothersUnit() {
      host.add(
          """
          == file /usr/lib/systemd/system/tailscaled.service
          [Service]
          ExecStart=/usr/sbin/tailscaled
          == link /etc/systemd/system/multi-user.target.wants/tailscaled.service /x
          == file /etc/systemd/system/tailscaled.service.d/override.conf
          [Service]
          ExecStartPost=/bin/sh -c 'sleep 5; ip rule add pref 5000 lookup 52'
          """);
      assertSaid(
          new HookCheck(),
          """
          warning other-writer: /etc/systemd/system/tailscaled.service.d/override.conf changes routing rules: `/bin/sh -c 'sleep 5; ip rule add pref 5000 lookup 52'`
          => sed -i '2s/^/#/' /etc/systemd/system/tailscaled.service.d/override.conf && systemctl daemon-reload
          """);
    }

    @Test
    void aScriptThatRuns() {
      host.add(
          """
          == file /root/keep.sh
          #!/bin/sh
          while sleep 1; do ip rule flush; done
          == process 99 sh /root/keep.sh
          == process 100 grep ip rule add lookup 52
          """);
      assertSaid(
          new HookCheck(),
          """
          warning other-writer: /root/keep.sh changes routing rules: `while sleep 1; do ip rule flush; done`
          => kill 99
          """);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip rule add lookup 52",
          "ip -4 rule add lookup 52",
          "ip -6 -o ru del pref 1",
          "sudo ip rule d pref 1",
          "x=`ip rule flush`",
          "(ip rule delete table 1)",
          "/usr/sbin/ip rule prepend x",
        })
    void aChangeIsRecognised(String line) {
      assertEquals(java.util.List.of(line), RuleScript.changes(line));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip rule",
          "ip rule show",
          "ip rule list table 52",
          "# ip rule add lookup 52",
          "ip -n elsewhere rule add lookup 52",
          "zip rule add",
          "ip route add default dev wg0 table 52",
          "nft add rule inet filter input ip saddr 1.2.3.4",
          "iptables -A",
        })
    void whatIsNoneIsNot(String line) {
      assertEquals(java.util.List.of(), RuleScript.changes(line));
    }
  }

  @Nested
  class Listeners {
    private static final String HEAD =
        "== file /proc/net/netlink\n"
            + "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n";

    @Test
    void theUsualOnes() {
      host.add(
          HEAD
              + """
              0000000000000000 0   412        00000080 0        0        0     2        0        5001
              0000000000000000 0   413        00040080 0        0        0     2        0        5002
              0000000000000000 0   414        00040080 0        0        0     2        0        5003
              0000000000000000 0   415        00000001 0        0        0     2        0        5004
              0000000000000000 15  416        00040080 0        0        0     2        0        5005
              == process 412 /usr/sbin/tailscaled
              == process 413 /usr/lib/systemd/systemd-networkd
              == process 414 java -cp /usr/lib/rulewarden/lib/rulewarden.jar io.github.rulewarden.Main daemon
              == process 415 ip monitor link
              == process 416 udevd
              """);
      assertSaid(new ListenerCheck(), "");
    }

    @Test
    void somebodyElse() {
      host.add(
          HEAD
              + """
              0000000000000000 0   77         00040080 0        0        0     2        0        5001
              == process 77 ip monitor rule
              """);
      assertSaid(
          new ListenerCheck(),
          "info rule-listener: process 77 listens to changes of rules: `ip monitor rule`\n");
    }

    @Test
    void bySocketWhereThePortIsNoPid() {
      host.add(
          HEAD
              + """
              0000000000000000 0   4194303    00000080 0        0        0     2        0        5001
              0000000000000000 0   77         00000080 0        0        0     2        0        5002
              == process 77 keeper --fast
              == link /proc/77/fd/3 socket:[5001]
              == link /proc/77/fd/4 socket:[5002]
              """);
      assertSaid(
          new ListenerCheck(),
          "info rule-listener: process 77 listens to changes of rules: `keeper --fast`\n");
    }

    @Test
    void whoCannotBeToldIsNotPassedOver() {
      host.add(
          HEAD
              + "0000000000000000 0   4194303    00000080 0        0        0     2        0        1\n");
      assertSaid(
          new ListenerCheck(),
          """
          info not-examined: not examined: who has 1 of the sockets that listen to changes of rules: as root more of them can be told; those of other containers cannot
          """);
    }

    @Test
    void aNeighbourThatIsKnown() {
      host.add("== process 9 /usr/bin/netbird service run\n" + HEAD);
      assertSaid(new ListenerCheck(), "info neighbour: netbird runs (process 9)\n");
    }
  }
}
