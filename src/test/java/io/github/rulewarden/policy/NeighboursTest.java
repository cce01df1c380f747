package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.policy.plan.Order;
import org.junit.jupiter.api.Test;

/** Specifies how foreign rules determine the place of a pair, and which of them prevent a move. */
class NeighboursTest {
  /** Scenario 18. */
  @Test
  void derivesTheRangeFromTailscaleBesideMwan3() {
    Scenario.ipv4(
            """
            0: from all lookup local
            999: from all lookup main suppress_prefixlength 0
            1000: not from all fwmark 0xca6c lookup 51820
            1001: from all iif eth0 lookup 1
            1002: from all iif eth1 lookup 2
            1310: from all fwmark 0x80000/0xff0000 lookup main
            1330: from all fwmark 0x80000/0xff0000 lookup default
            1350: from all fwmark 0x80000/0xff0000 unreachable
            1370: from all lookup 52
            2001: from all fwmark 0x100/0x3f00 lookup 1
            2002: from all fwmark 0x200/0x3f00 lookup 2
            3001: from all fwmark 0x100/0x3f00 unreachable
            32766: from all lookup main
            32767: from all lookup default
            """)
        .expectOvertaken(
            """
            1001: from all iif eth0 lookup 1
            1002: from all iif eth1 lookup 2
            """)
        .expectPlan(
            """
            add priority 1470 not from all fwmark 0xca6c lookup 51820
            add priority 1469 from all lookup main suppress_prefixlength 0
            del priority 1000 not from all fwmark 0xca6c lookup 51820
            del priority 999 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void endsTheRangeAheadOfTheNextForeignRule() {
    Scenario.ipv4(
            """
            1308: from all lookup main suppress_prefixlength 0
            1309: not from all fwmark 0xca6c lookup 51820
            1370: from all lookup 52
            1375: from all fwmark 0x100/0x3f00 lookup 1
            """)
        .expectOvertaken("")
        .expectPlan(
            """
            add priority 1374 not from all fwmark 0xca6c lookup 51820
            add priority 1373 from all lookup main suppress_prefixlength 0
            del priority 1309 not from all fwmark 0xca6c lookup 51820
            del priority 1308 from all lookup main suppress_prefixlength 0
            """);
  }

  /** Scenario 19. The pair was added without priorities: its capture got 99, its companion 98. */
  @Test
  void assumesNothingAboutRuleZeroBesideCilium() {
    Scenario.ipv4(
            """
            9: from all fwmark 0x200/0xf00 lookup 2004
            98: from all lookup main suppress_prefixlength 0
            99: not from all fwmark 0xca6c lookup 51820
            100: from all lookup local
            5270: from all lookup 52
            32766: from all lookup main
            """)
        .expectOvertaken("100: from all lookup local\n")
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 99 not from all fwmark 0xca6c lookup 51820
            del priority 98 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Two tunnels beside Cilium's 9, 10 and 100 result in s2 s1 c2, Cilium's, c1. */
  @Test
  void separatesInterleavedPairsBesideCilium() {
    Scenario.ipv4(
            """
            7: from all lookup main suppress_prefixlength 0
            8: from all lookup main suppress_prefixlength 0
            8: not from all fwmark 0xca6d lookup 51820
            9: not from all fwmark 0xca6c lookup 51820
            10: from all fwmark 0x200/0xf00 lookup 2004
            100: from all lookup local
            5270: from all lookup 52
            """)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            add priority 5397 not from all fwmark 0xca6d lookup 51820
            add priority 5396 from all lookup main suppress_prefixlength 0
            del priority 9 not from all fwmark 0xca6c lookup 51820
            del priority 8 not from all fwmark 0xca6d lookup 51820
            del priority 8 from all lookup main suppress_prefixlength 0
            del priority 7 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void leavesTheRulesOfAVrfAlone() {
    Scenario.ipv4(
            """
            998: from all lookup main suppress_prefixlength 0
            999: not from all fwmark 0xca6c lookup 51820
            1000: from all lookup [l3mdev-table] proto kernel
            5270: from all lookup 52
            32765: from all lookup local
            32766: from all lookup main
            """)
        .expectOvertaken("1000: from all lookup [l3mdev-table] proto kernel\n")
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 999 not from all fwmark 0xca6c lookup 51820
            del priority 998 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void listsOvertakenRules() {
    Scenario.ipv4(
            """
            5205: from all iif docker0 lookup main
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5220: from 10.1.0.0/16 lookup 77
            5270: from all lookup 52
            5300: from all uidrange 1000-1999 lookup 78
            5398: from all lookup 79
            5400: from all iif eth1 lookup main
            """)
        .expectOvertaken(
            """
            5220: from 10.1.0.0/16 lookup 77
            5300: from all uidrange 1000-1999 lookup 78
            """)
        .expectPlan(
            """
            add priority 5397 not from all fwmark 0xca6c lookup 51820
            add priority 5396 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """);
  }

  @Test
  void doesNotMoveBehindARuleThatDecidesEverything() {
    for (String end : new String[] {"lookup main", "unreachable", "blackhole", "prohibit"}) {
      Scenario.ipv4(
              """
              5209: not from all fwmark 0xca6c lookup 51820
              5270: from all lookup 52
              5300: from all END
              """
                  .replace("END", end))
          .expectRefusals(
              """
              5209: not from all fwmark 0xca6c lookup 51820 -- it would have no effect behind `5300: from all END`, which decides for every packet from this host
              """
                  .replace("END", end))
          .expectPlan("");
    }
  }

  @Test
  void doesNotMoveBehindALookupThatIsKnownToHaveADefaultRoute() {
    for (String end : new String[] {"from all", "not from all fwmark 0x1"}) {
      Scenario given =
          Scenario.ipv4(
              """
              5209: not from all fwmark 0xca6c lookup 51820
              5270: from all lookup 52
              5300: END lookup 200
              """
                  .replace("END", end));
      given
          .withDefaultRoute(200, "eth1", Link.Kind.OTHER)
          .expectRefusals(
              """
              5209: not from all fwmark 0xca6c lookup 51820 -- it would have no effect behind `5300: END lookup 200`, which decides for every packet from this host
              """
                  .replace("END", end))
          .expectPlan("");
      String plan =
          """
          add priority 5399 not from all fwmark 0xca6c lookup 51820
          del priority 5209 not from all fwmark 0xca6c lookup 51820
          """;
      given.expectPlan(plan);
      given.withDefaultRoute(Family.IPV6, 200, "eth1", Link.Kind.OTHER).expectPlan(plan);
    }
  }

  /** Scenario 25b. */
  @Test
  void doesNotDeleteTheTwinThatIsNotInverted() {
    Scenario.ipv4(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: from all fwmark 0xca6c lookup 51820
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """)
        .expectRefusals(
            """
            5209: not from all fwmark 0xca6c lookup 51820 -- deleting it would delete its twin `5209: from all fwmark 0xca6c lookup 51820`, which stands ahead of it
            """)
        .expectPlan("");
  }

  @Test
  void ignoresATwinBehindOrElsewhere() {
    Scenario.ipv4(
            """
            5208: from all fwmark 0xca6c lookup 51820
            5209: not from all fwmark 0xca6c lookup 51820
            5209: from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """)
        .expectRefusals("")
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """);
  }

  /** A foreign suppress rule with one more attribute is a twin of the pair's. */
  @Test
  void doesNotDeleteTheTwinOfTheCompanion() {
    Scenario.ipv4(
            """
            5208: from all iif eth7 lookup main suppress_prefixlength 0
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """)
        .expectRefusals(
            """
            5208: from all lookup main suppress_prefixlength 0 -- deleting it would delete its twin `5208: from all iif eth7 lookup main suppress_prefixlength 0`, which stands ahead of it
            """)
        .expectPlan("");
  }

  @Test
  void keepsTheTargetOfAGoto() {
    Scenario.ipv4(
            """
            100: from 10.1.0.0/16 goto 5209
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """)
        .expectRefusals(
            """
            5209: not from all fwmark 0xca6c lookup 51820 -- it is the target of `100: from 10.1.0.0/16 goto 5209`, which would be inert without it
            """)
        .expectPlan("");
    Scenario.ipv4(
            """
            100: from 10.1.0.0/16 goto 5209
            5209: not from all fwmark 0xca6c lookup 51820
            5209: from 10.2.0.0/16 lookup 77
            5270: from all lookup 52
            """)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """);
  }

  @Test
  void doesNotActivateAnInertGoto() {
    Scenario.ipv4(
            """
            100: from 10.1.0.0/16 goto 5399
            101: from 10.2.0.0/16 goto 5397
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """)
        .expectPlan(
            """
            add priority 5396 not from all fwmark 0xca6c lookup 51820
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            """);
  }

  /**
   * Firezone's client gives its rules protocol kernel, so that systemd-networkd does not delete
   * them.
   */
  @Test
  void movesACaptureWithProtocolKernelAndKeepsTheProtocol() {
    Scenario.ipv4(
            """
            0: from all lookup local
            100: not from all fwmark 0xfd002021 lookup 539098368 proto kernel
            200: not from all fwmark 0xfd002021 lookup 539098369 proto kernel
            300: not from all fwmark 0xfd002021 lookup 539098370 proto kernel
            5270: from all lookup 52
            32766: from all lookup main
            32767: from all lookup default
            """)
        .withDefaultRoute(539098370, "tun-firezone", Link.Kind.TUN)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xfd002021 lookup 539098370 protocol kernel
            del priority 300 not from all fwmark 0xfd002021 lookup 539098370 protocol kernel
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** NordVPN in IPv6 beside Tailscale. */
  @Test
  void movesACompanionWithItsInterfaceGroup() {
    Scenario.ipv6(
            """
            5268: from all lookup main suppress_prefixlength 0 suppress_ifgroup 57841
            5269: not from all fwmark 0xe1f1 lookup 205
            5270: from all lookup 52
            """)
        .withDefaultRoute(205, "nordlynx", Link.Kind.WIREGUARD)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xe1f1 lookup 205
            add priority 5398 from all lookup main suppress_prefixlength 0 suppress_ifgroup 57841
            del priority 5269 not from all fwmark 0xe1f1 lookup 205
            del priority 5268 from all lookup main suppress_prefixlength 0 suppress_ifgroup 57841
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Scenario 38. */
  @Test
  void keepsThePairBehindTheLastOfTheNarrowLookups() {
    Scenario.ipv4(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5260: from all to 100.64.0.0/10 lookup 52
            5261: from all to 10.42.0.0/16 lookup 52
            """)
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0xca6c lookup 51820
            add priority 5398 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
    Scenario.ipv4(
            """
            100: from all to 100.64.0.0/10 lookup 52
            200: from all lookup main suppress_prefixlength 0
            201: not from all fwmark 0xca6c lookup 51820
            5261: from all to 10.42.0.0/16 lookup 52
            """)
        .expectOffenders(
            """
            200: from all lookup main suppress_prefixlength 0
            201: not from all fwmark 0xca6c lookup 51820
            """);
  }

  /** Scenario 37. */
  @Test
  void leavesAPairBetweenTwoLookupsAlone() {
    Scenario.ipv4(
            """
            1000: from all lookup 52
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Cloudflare WARP has thirty routes, which exclude the private ranges. */
  @Test
  void movesASplitCaptureIfNoRuleStandsBetween() {
    Scenario.ipv4(
            """
            5209: not from all fwmark 0x100cf lookup 65743
            5270: from all lookup 52
            32766: from all lookup main
            """)
        .withSplitDefaultRoute(65743, "CloudflareWARP")
        .expectPlan(
            """
            add priority 5399 not from all fwmark 0x100cf lookup 65743
            del priority 5209 not from all fwmark 0x100cf lookup 65743
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void leavesASplitCaptureAheadOfARuleThatMayTakeItsTraffic() {
    Scenario.ipv4(
            """
            5207: not from all fwmark 0x100cf lookup 65743
            5208: from 192.0.2.2 lookup 200
            5270: from all lookup 52
            """)
        .withSplitDefaultRoute(65743, "CloudflareWARP")
        .expectRefusals(
            """
            5207: not from all fwmark 0x100cf lookup 65743 -- part of the VPN's traffic could leave in the clear if it moved behind `5208: from 192.0.2.2 lookup 200`
            """)
        .expectPlan("");
    Scenario.ipv4(
            """
            5207: not from all fwmark 0x100cf lookup 65743
            5208: from 192.0.2.2 blackhole
            5270: from all lookup 52
            """)
        .withSplitDefaultRoute(65743, "CloudflareWARP")
        .expectRefusals("");
  }

  /** The host is a gateway that excludes its own traffic from its exit node. */
  @Test
  void leavesAPairAheadOfARuleThatTakesAllTrafficOfTheHost() {
    Scenario.ipv4(
            """
            5193: from all lookup main suppress_prefixlength 0
            5194: not from all fwmark 0xca6c lookup 51820
            5205: from all iif lo lookup main
            5270: from all lookup 52
            """)
        .expectRefusals(
            """
            5193: from all lookup main suppress_prefixlength 0 -- it would have no effect behind `5205: from all iif lo lookup main`, which decides for every packet from this host
            5194: not from all fwmark 0xca6c lookup 51820 -- it would have no effect behind `5205: from all iif lo lookup main`, which decides for every packet from this host
            """)
        .expectPlan("");
  }
}
