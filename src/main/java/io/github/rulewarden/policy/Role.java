package io.github.rulewarden.policy;

/** What a rule is to Rulewarden. */
public enum Role {
  /** Made by the kernel: local, main, default. */
  KERNEL("kernel"),
  /** Made by Rulewarden itself (protocol 82). */
  OWNED("owned"),
  /** Tailscale's lookup of its own table: what must be asked before any VPN. */
  TAILSCALE_LOOKUP("tailscale-lookup"),
  /** Keeps tailscaled's own packets out of its tunnel. */
  TAILSCALE_BYPASS("tailscale-bypass"),
  /** Sends every packet without the VPN's mark into the VPN. */
  VPN_CAPTURE("vpn-capture"),
  /** Goes before a capture and lets what main knows better than by default (the LAN) go there. */
  VPN_SUPPRESS("vpn-suppress"),
  /** Everybody else's: never touched. */
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
