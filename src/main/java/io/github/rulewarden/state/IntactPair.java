package io.github.rulewarden.state;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Rule;
import java.util.Optional;

/**
 * A VPN's rules of one family as they were when nothing of them was missing.
 *
 * @param tunnel the ifindex of the tunnel that the capture's table leads into
 * @param name of that link
 * @param capture at the priority where it was last seen
 * @param companion the suppress rule ahead of it; empty if there never was one
 * @param way the default route of the capture's family in its table; empty if there never was one:
 *     the table has one of the other family only
 */
public record IntactPair(
    int tunnel, String name, Rule capture, Optional<Rule> companion, Optional<DefaultRoute> way) {
  /** Whether the two are about the same capture of the same tunnel. */
  public boolean isOf(int otherTunnel, Rule otherCapture) {
    return tunnel == otherTunnel && capture.isSameElsewhere(otherCapture);
  }
}
