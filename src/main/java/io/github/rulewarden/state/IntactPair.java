package io.github.rulewarden.state;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Rule;
import java.util.Optional;

/**
 * The capture of a VPN in one family with its companion and its route, as last seen complete.
 *
 * @param tunnel the ifindex of the tunnel that the capture's table leads to
 * @param name the name of that link
 * @param capture at the priority at which it was last seen
 * @param companion the suppress rule ahead of the capture; empty if none was ever seen
 * @param defaultRoute the default route of the capture's family in its table; empty if none was
 *     ever seen, because the table has one of the other family only
 */
public record IntactPair(
    int tunnel,
    String name,
    Rule capture,
    Optional<Rule> companion,
    Optional<DefaultRoute> defaultRoute) {
  /** Whether this is the pair of a capture and a tunnel. */
  public boolean isOf(int otherTunnel, Rule otherCapture) {
    return tunnel == otherTunnel && capture.isSameElsewhere(otherCapture);
  }
}
