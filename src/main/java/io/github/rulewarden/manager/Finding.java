package io.github.rulewarden.manager;

import io.github.rulewarden.fib.Family;

/**
 * One thing that an operator should know about the rules.
 *
 * @param netns the namespace's name under /run/netns; empty for the program's own
 * @param code a word for programs, which stays the same while the text may change
 * @param text one clause without a full stop
 * @param fix what to do about it, mostly a command; empty if there is nothing to do
 */
public record Finding(
    String netns, Family family, Severity severity, String code, String text, String fix) {
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
