package io.github.rulewarden.fib;

import java.util.Set;

/**
 * How a WireGuard tunnel is configured, as far as it matters to routing policy.
 *
 * @param link the tunnel's ifindex
 * @param fwmark that it puts on its own packets; 0 if on none
 * @param captures the families of which some peer may carry every address (a /0 among its allowed
 *     IPs)
 */
public record TunnelSettings(int link, long fwmark, Set<Family> captures) {
  public TunnelSettings {
    captures = Set.copyOf(captures);
  }
}
