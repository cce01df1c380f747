package io.github.rulewarden.policy;

/** How an inversion is repaired. */
public enum Strategy {
  /**
   * Copies of the VPN's rules are added behind Tailscale's lookup, then the originals are deleted.
   */
  RELOCATE("relocate"),
  /** The VPN's rules stay; one owned rule ahead of them looks Tailscale's table up first. */
  INSERT("insert");

  private final String text;

  Strategy(String text) {
    this.text = text;
  }

  /** The word in the configuration, on D-Bus and in JSON. */
  public String text() {
    return text;
  }
}
