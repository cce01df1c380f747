package io.github.rulewarden.api;

/** How things stand, in one namespace and family or as a whole; a later one is worse. */
public enum State {
  /** Tailscale or a VPN is not there. */
  IDLE("idle"),
  /** Both are there and in order. */
  OK("ok"),
  /** Seen and not yet repaired, or only to be observed. */
  INVERTED("inverted"),
  /** Somebody undoes the repairs; they pause. */
  CONTESTED("contested"),
  /** The order cannot be told or cannot be kept: events lost, permission refused, no safe plan. */
  DEGRADED("degraded"),
  /** Traffic that a VPN should carry goes out in the clear. */
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
