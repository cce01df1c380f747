package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.ScopeFamily;

/**
 * One result of a check of the rules.
 *
 * @param text one clause without a full stop
 */
public record Finding(ScopeFamily where, Severity severity, Code code, String text, Fix fix) {
  /** The family that the finding is about. */
  public Family family() {
    return where.family();
  }

  /** The namespace's name on D-Bus and in JSON. */
  public String netns() {
    return where.netns();
  }

  /** Identifies a finding to programs; unlike the text of a finding it never changes. */
  public enum Code {
    /** Traffic bypasses a VPN, or LAN traffic enters it. */
    LEAK("leak"),
    /** A VPN's rule stands ahead of Tailscale's lookup. */
    INVERTED("inverted"),
    /** A rule that should be moved stays. */
    REFUSED("refused"),
    /** A foreign rule will be evaluated before the VPN's rules after the repair. */
    OVERTAKEN("overtaken"),
    /** Packets to the tailnet do not leave through Tailscale's link. */
    TAILNET_UNREACHABLE("tailnet-unreachable"),
    /** The configuration names a link that is not Tailscale's. */
    TAILSCALE_INTERFACE("tailscale-interface"),
    /** No rule looks up Tailscale's table. */
    NO_TAILSCALE("no-tailscale"),
    /** The kernel has no policy routing for the family. */
    NO_POLICY_ROUTING("no-policy-routing"),
    /** No VPN has a rule. */
    NO_VPN("no-vpn"),
    /** A capture takes the LAN's traffic too. */
    NO_COMPANION("no-companion"),
    /** A capture whose table leads to no tunnel. */
    STALE("stale"),
    /** A daemon of another version sent a code that this program does not know. */
    UNKNOWN("unknown");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /** The word on D-Bus and in JSON. */
    public String text() {
      return text;
    }

    /** The inverse of {@link #text}. */
    public static Code ofText(String text) {
      for (Code code : values()) {
        if (code.text.equals(text)) {
          return code;
        }
      }
      return UNKNOWN;
    }
  }

  /** The severity of a finding. */
  public enum Severity {
    /** For information. */
    INFO("info"),
    /** Something is wrong, and some traffic may be affected. */
    WARNING("warning"),
    /** Traffic is routed wrongly. */
    ERROR("error");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    /** The word on D-Bus and in JSON. */
    public String text() {
      return text;
    }
  }
}
