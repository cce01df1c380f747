package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether prefixes together cover the internet. Some VPN clients avoid a default route:
 * OpenVPN adds 0.0.0.0/1 and 128.0.0.0/1, and Cloudflare WARP adds about thirty prefixes that
 * exclude the private ranges. Others exclude the address of their own server.
 *
 * <p>The measure is the share of the unicast space: 0.0.0.0 to 223.255.255.255, or 2000::/3. Seven
 * eighths are enough: the private and reserved IPv4 ranges make up less than a fiftieth.
 */
public final class InternetCoverage {
  /** Addresses are compared by their first 63 bits: positions and sizes then fit into a long. */
  private static final int BITS = 63;

  private static final Space IPV4 = new Space(0, (224L << 55) - 1);
  private static final Space IPV6 = new Space(1L << 60, (1L << 61) - 1);

  private InternetCoverage() {}

  /** An inclusive range of positions. */
  private record Space(long first, long last) {
    long size() {
      return last - first + 1;
    }
  }

  /**
   * Whether these prefixes of one family cover the internet.
   *
   * @param prefixes in any order; they may overlap
   */
  public static boolean isWhole(Family family, List<Prefix> prefixes) {
    Space internet = family == Family.IPV4 ? IPV4 : IPV6;
    List<Space> pieces = new ArrayList<>(prefixes.size());
    for (Prefix prefix : prefixes) {
      if (prefix.length() == 0) {
        return true;
      }
      pieces.add(spaceOf(prefix));
    }
    pieces.sort((one, other) -> Long.compare(one.first(), other.first()));
    long covered = 0;
    long next = internet.first();
    for (Space piece : pieces) {
      long first = Math.max(piece.first(), next);
      long last = Math.min(piece.last(), internet.last());
      if (first <= last) {
        covered += last - first + 1;
        next = last + 1;
      }
    }
    return covered >= internet.size() / 8 * 7;
  }

  private static Space spaceOf(Prefix prefix) {
    Address address = prefix.address();
    long top = address.family() == Family.IPV4 ? address.low() << 32 : address.high();
    int length = Math.min(prefix.length(), BITS);
    long first = top >>> 1;
    return new Space(first, first + ((1L << (BITS - length)) - 1));
  }
}
