package io.github.rulewarden.policy;

/** How the VPN's rules of one family stand to Tailscale's. */
public enum Order {
  /** Tailscale has no lookup: there is nothing to be behind. */
  NO_TAILSCALE,
  /** There is no capture: nothing can be in Tailscale's way. */
  NO_VPN,
  /** Tailscale is asked first. */
  RIGHT,
  /** Some rule of a VPN is asked before the first of Tailscale's lookups. */
  INVERTED
}
