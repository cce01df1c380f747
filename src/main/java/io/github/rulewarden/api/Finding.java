package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.ScopeFamily;

/**
 * One result of a check of the rules.
 *
 * @param code a stable identifier for programs; the text may change
 * @param text one clause without a full stop
 * @param fix the remedy, often a command; empty if nothing needs to be done
 */
public record Finding(ScopeFamily where, Severity severity, String code, String text, String fix) {
  /** The family that the finding is about. */
  public Family family() {
    return where.family();
  }

  /** The namespace's name on D-Bus and in JSON. */
  public String netns() {
    return where.netns();
  }

  /** The code if packets to the tailnet do not leave through Tailscale's link. */
  public static final String TAILNET_UNREACHABLE = "tailnet-unreachable";

  /** The code if the configuration names a link that is not Tailscale's. */
  public static final String TAILSCALE_INTERFACE = "tailscale-interface";

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
