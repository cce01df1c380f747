package io.github.rulewarden.api;

/** What an operator can do about a {@link Finding}. */
public sealed interface Fix {
  /** Nothing needs to be done. */
  record None() implements Fix {
    @Override
    public String text() {
      return "";
    }
  }

  /** A command to run. */
  record Command(String text) implements Fix {}

  /**
   * A change that no single command makes.
   *
   * @param text one clause without a full stop
   */
  record Advice(String text) implements Fix {}

  /** The text on D-Bus and in JSON; empty for {@link None}. */
  String text();
}
