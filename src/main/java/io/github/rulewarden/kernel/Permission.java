package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.linux.Capabilities;
import java.util.Optional;

/** The permission of this process to change rules. */
public final class Permission {
  static final String ADVICE =
      "CAP_NET_ADMIN is missing: run as root, or give it with AmbientCapabilities=CAP_NET_ADMIN in the unit.";

  private Permission() {}

  /** The reason why the calling thread cannot change rules, as a sentence; empty if it can. */
  public static Optional<String> impediment() {
    return Capabilities.hasNetworkAdministration() ? Optional.empty() : Optional.of(ADVICE);
  }
}
