package io.github.rulewarden.doctor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings from the output of nft. */
class FirewallCheckTest extends CheckTest {
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
        warning mullvad-firewall: the Mullvad app's firewall (nft table inet mullvad) drops traffic to the tailnet
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
        info firewall-drops-output: the firewall chain inet fw out drops everything that its rules do not accept
        => nft list table inet fw
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forbidden nft -j list ruleset : nft failed: Operation not permitted (you must be root) | nft failed: Operation not permitted (you must be root) | => sudo rulewarden doctor#",
        "dir /x | nft is not installed | ''",
      })
  void unreadable(String block, String reason, String fix) {
    host.add("== " + block);
    assertSaid(
        new FirewallCheck(),
        "info not-examined: not examined: the firewall: " + reason + "\n" + fix.replace('#', '\n'));
  }
}
