package io.github.rulewarden.policy.plan;

/** The order of the VPN's rules and Tailscale's rules in one family. */
public enum Order {
  /** Tailscale has no lookup that the VPN's rules could stand behind. */
  NO_TAILSCALE,
  /** There is no capture that could stand ahead of Tailscale's lookup. */
  NO_VPN,
  /** Tailscale's decisive lookup stands ahead of every VPN rule. */
  RIGHT,
  /** Some VPN rule stands ahead of Tailscale's decisive lookup. */
  INVERTED
}
