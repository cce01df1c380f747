package io.github.rulewarden.doctor;

import io.github.rulewarden.policy.Policy;
import org.junit.jupiter.api.Test;

/** Findings about the rules. */
class RuleCheckTest extends CheckTest {
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
        info no-vpn: IPv4: no VPN rule was recognised
        info stale: IPv4: `6000: not from all fwmark 0x777 lookup 1911` may be left over from a VPN that is gone: its table 1911 has no default route
        => start its tunnel; if the tunnel is gone for good and `ip -4 route show table 1911` is empty, remove the rule: ip -4 rule del priority 6000 not from all fwmark 0x777 lookup 1911
        """);
  }

  /** Scenario 31. */
  @Test
  void aKernelWithoutIpv6() {
    host.rulesWithoutIpv6(CheckFixture.IN_ORDER);
    assertSaid(
        new RuleCheck(),
        """
        info no-policy-routing: IPv6: this kernel has no policy routing for IPv6
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
