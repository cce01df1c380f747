package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.plan.Order;
import org.junit.jupiter.api.Test;

/** Specifies which priorities moved rules get, and what happens if none is free. */
class RoomTest {
  private static Scenario twoTunnels(String listing) {
    return Scenario.ipv4(listing).withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD);
  }

  @Test
  void skipsUsedPriorities() {
    Scenario.ipv4(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            5397: from 10.1.0.0/16 lookup 77
            5399: from 10.2.0.0/16 lookup 77
            """)
        .expectPlan(
            """
            add priority 5396 not from all fwmark 0xca6c lookup 51820
            add priority 5395 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6c lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """);
  }

  /**
   * Make before break: both pairs are copied to free priorities behind the lookup, then the
   * originals are deleted.
   */
  @Test
  void renumbersIfTheNewestCannotBeFirst() {
    twoTunnels(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6d lookup 51821
            5270: from all lookup 52
            5300: from all lookup main suppress_prefixlength 0
            5301: not from all fwmark 0xca6c lookup 51820
            """)
        .withPriorities(5300, 5305)
        .expectPlan(
            """
            add priority 5305 not from all fwmark 0xca6c lookup 51820
            add priority 5304 from all lookup main suppress_prefixlength 0
            add priority 5303 not from all fwmark 0xca6d lookup 51821
            add priority 5302 from all lookup main suppress_prefixlength 0
            del priority 5301 not from all fwmark 0xca6c lookup 51820
            del priority 5300 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6d lookup 51821
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /**
   * The rear originals are deleted first, so that a rule stands ahead of Tailscale's lookup as long
   * as the repair is incomplete.
   */
  @Test
  void renumbersForAHalfBuiltPair() {
    twoTunnels(
            """
            5209: not from all fwmark 0xca6d lookup 51821
            5270: from all lookup 52
            5300: from all lookup main suppress_prefixlength 0
            5301: not from all fwmark 0xca6c lookup 51820
            """)
        .withPriorities(5300, 5305)
        .expectPlan(
            """
            add priority 5305 not from all fwmark 0xca6c lookup 51820
            add priority 5304 from all lookup main suppress_prefixlength 0
            add priority 5303 not from all fwmark 0xca6d lookup 51821
            del priority 5301 not from all fwmark 0xca6c lookup 51820
            del priority 5300 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6d lookup 51821
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  /** Only as many pairs move as necessary: the oldest stays. */
  @Test
  void renumbersNoMoreThanNecessary() {
    twoTunnels(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6e lookup 51820
            5270: from all lookup 52
            5300: from all lookup main suppress_prefixlength 0
            5301: not from all fwmark 0xca6d lookup 51821
            5308: from all lookup main suppress_prefixlength 0
            5309: not from all fwmark 0xca6c lookup 51820
            """)
        .withPriorities(5300, 5309)
        .expectPlan(
            """
            add priority 5307 not from all fwmark 0xca6d lookup 51821
            add priority 5306 from all lookup main suppress_prefixlength 0
            add priority 5305 not from all fwmark 0xca6e lookup 51820
            add priority 5304 from all lookup main suppress_prefixlength 0
            del priority 5301 not from all fwmark 0xca6d lookup 51821
            del priority 5300 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6e lookup 51820
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void usesTheNextHundredIfTheFirstIsFull() {
    twoTunnels(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6d lookup 51821
            5270: from all lookup 52
            5301: from all lookup main suppress_prefixlength 0
            5302: not from all fwmark 0xca6c lookup 51820
            5303: from 10.0.0.0/8 lookup 77
            """
                + used(5304, 5399))
        .expectPlan(
            """
            add priority 5499 not from all fwmark 0xca6c lookup 51820
            add priority 5498 from all lookup main suppress_prefixlength 0
            add priority 5497 not from all fwmark 0xca6d lookup 51821
            add priority 5496 from all lookup main suppress_prefixlength 0
            del priority 5302 not from all fwmark 0xca6c lookup 51820
            del priority 5301 from all lookup main suppress_prefixlength 0
            del priority 5209 not from all fwmark 0xca6d lookup 51821
            del priority 5208 from all lookup main suppress_prefixlength 0
            """)
        .expectNothingToDo(Order.RIGHT);
  }

  @Test
  void refusesIfNoPriorityIsFree() {
    Scenario.ipv4(
            """
            5208: from all lookup main suppress_prefixlength 0
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            5300: from 10.0.0.0/8 lookup 77
            """)
        .withPriorities(5300, 5301)
        .expectRefusals(
            """
            5209: not from all fwmark 0xca6c lookup 51820 -- there are not enough pairs of neighbouring free priorities in 5300-5301; widen vpn.priorities
            """)
        .expectPlan("");
  }

  /**
   * If tailscaled does not use 52xx, the range is not vpn.priorities, so widening that would not
   * help.
   */
  @Test
  void doesNotBlameThePolicyForADerivedRange() {
    Scenario.ipv4(
            """
            1308: from all lookup main suppress_prefixlength 0
            1309: not from all fwmark 0xca6c lookup 51820
            1370: from all lookup 52
            1371: from all fwmark 0x100/0x3f00 lookup 1
            """)
        .expectRefusals(
            """
            1309: not from all fwmark 0xca6c lookup 51820 -- there are not enough pairs of neighbouring free priorities between Tailscale's lookup at 1370 and the next rule of another program
            """)
        .expectPlan("");
  }

  @Test
  void neverUsesThePrioritiesThatTailscaledWatches() {
    Scenario.ipv4(
            """
            5149: not from all fwmark 0xca6c lookup 51820
            5150: from all lookup 52
            5260: from 10.0.0.0/8 lookup 77
            """)
        .expectPlan(
            """
            add priority 5199 not from all fwmark 0xca6c lookup 51820
            del priority 5149 not from all fwmark 0xca6c lookup 51820
            """);
  }

  @Test
  void neverUsesTheLowestPriorities() {
    Scenario.ipv4(
            """
            1: from all lookup main suppress_prefixlength 0
            2: not from all fwmark 0xca6c lookup 51820
            3: from all lookup 52
            115: from 10.0.0.0/8 lookup 77
            """)
        .expectPlan(
            """
            add priority 114 not from all fwmark 0xca6c lookup 51820
            add priority 113 from all lookup main suppress_prefixlength 0
            del priority 2 not from all fwmark 0xca6c lookup 51820
            del priority 1 from all lookup main suppress_prefixlength 0
            """);
  }

  private static String used(int first, int last) {
    StringBuilder listing = new StringBuilder();
    for (int priority = first; priority <= last; priority++) {
      listing.append(priority).append(": from 10.0.0.0/8 lookup 77\n");
    }
    return listing.toString();
  }
}
