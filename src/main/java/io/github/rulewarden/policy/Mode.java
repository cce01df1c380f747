package io.github.rulewarden.policy;

/** Whether Rulewarden may write to the kernel. */
public enum Mode {
  REPAIR("repair"),
  OBSERVE("observe");

  private final String text;

  Mode(String text) {
    this.text = text;
  }

  /** The word in the configuration, on D-Bus and in JSON. */
  public String text() {
    return text;
  }
}
