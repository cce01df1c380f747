package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.linux.Capabilities;
import io.github.rulewarden.text.ExecutionText;
import java.util.Optional;

/** The permission of this process to change rules. */
public final class Permission {
  private Permission() {}

  /** The reason why the calling thread cannot change rules, as a sentence; empty if it can. */
  public static Optional<String> impediment() {
    return Capabilities.hasNetworkAdministration()
        ? Optional.empty()
        : Optional.of(ExecutionText.NO_PERMISSION);
  }
}
