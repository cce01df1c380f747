package io.github.rulewarden.fib;

import java.util.Set;

/**
 * What a WireGuard tunnel was told, as far as it matters to routing policy ({@code man 8 wg}).
 *
 * @param link the ifindex of its link
 * @param fwmark the mark that its own packets carry, 0 to 4294967295; 0 is none
 * @param captures the families of which some peer's allowed addresses are all there are (a prefix
 *     of length 0)
 * @param confirmed the families for which wg-quick's own firewall rules for the link are there,
 *     with this mark and an address that the link has: proof that wg-quick routes all traffic
 *     without the mark into the link. Mark and allowed addresses alone are no proof:
 *     systemd-networkd's tunnel for one user has the same
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

  /** Settings that nothing confirms. */
  public TunnelSettings(int link, long fwmark, Set<Family> captures) {
    this(link, fwmark, captures, Set.of());
  }

  /** The same, confirmed for these families. */
  public TunnelSettings confirmedFor(Set<Family> families) {
    return new TunnelSettings(link, fwmark, captures, families);
  }
}
