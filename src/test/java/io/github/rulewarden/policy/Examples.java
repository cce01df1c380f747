package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Link;
import java.util.List;

/** Ladders that need different kinds of repair. */
public enum Examples {
  PAIR(
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5210: from all fwmark 0x80000/0xff0000 lookup main
      5270: from all lookup 52
      32766: from all lookup main
      """),
  CAPTURE_ALONE(
      """
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      """),
  LATE_COMPANION(
      """
      5209: from all lookup main suppress_prefixlength 0
      5270: from all lookup 52
      5399: not from all fwmark 0xca6c lookup 51820
      """),
  SECOND_TUNNEL(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6d lookup 51821
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      """),
  THREE_TUNNELS_AT_ONCE(
      """
      5204: from all lookup main suppress_prefixlength 0
      5205: not from all fwmark 0xca6e lookup 51822
      5206: from all lookup main suppress_prefixlength 0
      5207: not from all fwmark 0xca6d lookup 51821
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      """),
  RE_ADDED(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      """),
  RE_ADDED_AND_NEWER(
      """
      5206: from all lookup main suppress_prefixlength 0
      5207: not from all fwmark 0xca6d lookup 51821
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      """),
  RE_ADDED_STRIPPED(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5399: not from all fwmark 0xca6c lookup 51820
      """),
  RE_ADDED_TWICE_STRIPPED(
      """
      5206: from all lookup main suppress_prefixlength 0
      5207: not from all fwmark 0xca6c lookup 51820
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5399: not from all fwmark 0xca6c lookup 51820
      """),
  TWICE_AHEAD(
      """
      5206: from all lookup main suppress_prefixlength 0
      5207: not from all fwmark 0xca6c lookup 51820
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      """),
  LATE_COMPANION_OF_A_CAPTURE_FURTHER_BEHIND(
      """
      5207: from all lookup main suppress_prefixlength 0
      5208: not from all fwmark 0xca6d lookup 51821
      5209: from all lookup main suppress_prefixlength 0
      5270: from all lookup 52
      32765: not from all fwmark 0xca6c lookup 51820
      """),
  NO_PLACE_FOR_THE_LATE_COMPANION(
      """
      5209: from all lookup main suppress_prefixlength 0
      5270: from all lookup 52
      5271: not from all fwmark 0xca6c lookup 51820
      """),
  BETWEEN_TWO_LOOKUPS(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5280: from all lookup main suppress_prefixlength 0
      5281: not from all fwmark 0xca6c lookup 51820
      5290: from all lookup 52
      """),
  INTERLEAVED(
      """
      7: from all lookup main suppress_prefixlength 0
      8: from all lookup main suppress_prefixlength 0
      8: not from all fwmark 0xca6d lookup 51821
      9: not from all fwmark 0xca6c lookup 51820
      10: from all fwmark 0x200/0xf00 lookup 2004
      100: from all lookup local
      5270: from all lookup 52
      """),
  MWAN3(
      """
      999: from all lookup main suppress_prefixlength 0
      1000: not from all fwmark 0xca6c lookup 51820
      1001: from all iif eth0 lookup 1
      1370: from all lookup 52
      2001: from all fwmark 0x100/0x3f00 lookup 1
      """),
  RENUMBER(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6d lookup 51821
      5270: from all lookup 52
      5300: from all lookup main suppress_prefixlength 0
      5301: not from all fwmark 0xca6c lookup 51820
      """,
      5305),
  RENUMBER_AND_JOIN(
      """
      5207: from all lookup main suppress_prefixlength 0
      5208: not from all fwmark 0xca6d lookup 51821
      5209: from all lookup main suppress_prefixlength 0
      5270: from all lookup 52
      5301: not from all fwmark 0xca6c lookup 51820
      """,
      5305),
  RENUMBER_INTO_GAPS(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6d lookup 51821
      5270: from all lookup 52
      5302: from all lookup main suppress_prefixlength 0
      5303: not from all fwmark 0xca6c lookup 51820
      5304: from 10.0.0.0/8 lookup 77
      5305: from 10.1.0.0/16 lookup 77
      5308: from 10.2.0.0/16 lookup 77
      """,
      5310),
  RENUMBER_THREE(
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6e lookup 51822
      5270: from all lookup 52
      5300: from all lookup main suppress_prefixlength 0
      5301: not from all fwmark 0xca6d lookup 51821
      5302: from all lookup main suppress_prefixlength 0
      5303: not from all fwmark 0xca6c lookup 51820
      """,
      5309);

  private static final long FIRST = 5300;
  private static final long LAST = 5999;

  private final String listing;
  private final long last;

  Examples(String listing) {
    this(listing, LAST);
  }

  Examples(String listing, long last) {
    this.listing = listing;
    this.last = last;
  }

  Scenario scenario() {
    return beside(Scenario.ipv4(listing));
  }

  /** Returns the same ladder in IPv6, with IPv6 prefixes. */
  Scenario ipv6Scenario() {
    return beside(Scenario.ipv6(listing.replaceAll("10\\.(\\d)\\.0\\.0/", "fd00:$1::/")));
  }

  private Scenario beside(Scenario rules) {
    return rules
        .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD)
        .withDefaultRoute(51822, "wg2", Link.Kind.WIREGUARD)
        .withPriorities(FIRST, last);
  }

  /** Returns the rules; tables 51821 and 51822 lead into tunnels wg1 and wg2. */
  public String listing() {
    return listing;
  }

  /** Returns the policy for this example. */
  public Policy policy() {
    return scenario().policy();
  }

  static List<Examples> all() {
    return List.of(values());
  }
}
