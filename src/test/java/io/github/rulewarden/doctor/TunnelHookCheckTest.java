package io.github.rulewarden.doctor;

import org.junit.jupiter.api.Test;

/** Tunnels whose files change rules. */
class TunnelHookCheckTest extends CheckTest {
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
    assertSaid(new TunnelHookCheck(), "");
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
        new TunnelHookCheck(),
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
        new TunnelHookCheck(),
        """
        info tunnel-rules: /etc/wireguard/wg0.conf adds its rules itself: `PostUp = ip rule add not fwmark 51820 table 51820`
        """);
  }
}
