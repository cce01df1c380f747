package io.github.rulewarden.api;

/**
 * The state of one family in one namespace, or of the whole daemon. Each constant is worse than the
 * one before.
 */
public enum State {
  /**
   * Tailscale or a VPN is missing, tailscaled does not run, or the kernel has no policy routing for
   * the family.
   */
  IDLE("idle"),
  /** Both exist and are in order. */
  OK("ok"),
  /** A VPN's rule is ahead of Tailscale's and is not repaired yet, or the mode is observe. */
  INVERTED("inverted"),
  /** Another program keeps undoing the repairs; there are pauses between them. */
  CONTESTED("contested"),
  /**
   * The order is unknown or cannot be repaired (events were lost, permission was denied, or there
   * is no safe plan), or the tailnet is unreachable for another reason.
   */
  DEGRADED("degraded"),
  /** Traffic that a VPN should carry leaves in the clear, or the LAN's traffic enters the VPN. */
  LEAK("leak");

  private final String text;

  State(String text) {
    this.text = text;
  }

  /** The word on D-Bus, in JSON and in the log. */
  public String text() {
    return text;
  }
}
