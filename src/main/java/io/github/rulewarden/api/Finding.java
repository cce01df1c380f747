package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.ScopeFamily;

/**
 * One thing that an operator should know about the rules.
 *
 * @param code a word for programs, which stays the same while the text may change
 * @param text one clause without a full stop
 * @param fix what to do about it, mostly a command; empty if there is nothing to do
 */
public record Finding(ScopeFamily where, Severity severity, String code, String text, String fix) {
  /** The family whose rules are meant. */
  public Family family() {
    return where.family();
  }

  /** The namespace as D-Bus and JSON carry it. */
  public String netns() {
    return where.netns();
  }

  /** The code where packets to the tailnet do not leave by Tailscale's link. */
  public static final String TAILNET_UNREACHABLE = "tailnet-unreachable";

  /** The code where the configuration names another link than Tailscale's. */
  public static final String TAILSCALE_INTERFACE = "tailscale-interface";

  /** How much a finding matters. */
  public enum Severity {
    /** Good to know. */
    INFO("info"),
    /** Not as it should be, and some traffic may suffer. */
    WARNING("warning"),
    /** Traffic goes the wrong way. */
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
