package io.github.rulewarden.fib;

import java.util.Set;

/**
 * The settings of a WireGuard tunnel that matter to routing policy ({@code man 8 wg}).
 *
 * @param link the ifindex of its link
 * @param fwmark the mark of the tunnel's own packets, 0 to 4294967295; 0 is none
 * @param captures the families in which some peer's allowed IPs contain a prefix of length 0
 * @param confirmed the families for which wg-quick's firewall rules for the link exist, with this
 *     mark and an address of the link. They prove that wg-quick routes all traffic without the mark
 *     into the link. Mark and allowed IPs alone do not prove it: a systemd-networkd tunnel for one
 *     user can have the same
 */
public record TunnelSettings(int link, long fwmark, Set<Family> captures, Set<Family> confirmed) {
  private static final long LARGEST_MARK = 0xffff_ffffL;

  public TunnelSettings {
    if (fwmark < 0 || fwmark > LARGEST_MARK) {
      throw new IllegalArgumentException("mark " + fwmark + " is not within 0.." + LARGEST_MARK);
    }
    captures = Set.copyOf(captures);
    confirmed = Set.copyOf(confirmed);
  }

  /** Settings without confirmation. */
  public TunnelSettings(int link, long fwmark, Set<Family> captures) {
    this(link, fwmark, captures, Set.of());
  }

  /** A copy that is confirmed for these families. */
  public TunnelSettings confirmedFor(Set<Family> families) {
    return new TunnelSettings(link, fwmark, captures, families);
  }
}
