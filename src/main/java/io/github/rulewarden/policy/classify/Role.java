package io.github.rulewarden.policy.classify;

/** The role of a rule for Rulewarden. */
public enum Role {
  /** Created by the kernel: local, main, default. */
  KERNEL("kernel"),
  /** Created by Rulewarden itself (protocol 82). */
  OWNED("owned"),
  /** Tailscale's lookup of its own table, which must stand ahead of any VPN rule. */
  TAILSCALE_LOOKUP("tailscale-lookup"),
  /** Keeps tailscaled's own packets out of its tunnel. */
  TAILSCALE_BYPASS("tailscale-bypass"),
  /** Sends every packet without the VPN's mark into the VPN. */
  VPN_CAPTURE("vpn-capture"),
  /**
   * Stands ahead of a capture and sends packets for which main has a more specific route than its
   * default route (the LAN) there.
   */
  VPN_SUPPRESS("vpn-suppress"),
  /** Any other rule. Rulewarden never touches it. */
  OTHER("other");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /** The word on D-Bus and in JSON. */
  public String text() {
    return text;
  }

  /** Whether the rule is part of a VPN's pair. */
  public boolean isVpn() {
    return this == VPN_CAPTURE || this == VPN_SUPPRESS;
  }

  /** Whether the rule is one of tailscaled's. */
  public boolean isTailscale() {
    return this == TAILSCALE_LOOKUP || this == TAILSCALE_BYPASS;
  }
}
