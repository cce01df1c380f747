package io.github.rulewarden.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that change rules. */
class HookCheckTest extends CheckTest {
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
    assertEquals(List.of(line), RuleScript.changes(line));
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
    assertEquals(List.of(), RuleScript.changes(line));
  }
}
