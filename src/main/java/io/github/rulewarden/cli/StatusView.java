package io.github.rulewarden.cli;

/** Shows the status as it changes. */
interface StatusView {
  /** Shows the current status, which may be unchanged. */
  void show(StatusContext context);

  /**
   * Shows that the status is unknown, because the daemon cannot be reached.
   *
   * @param why a sentence
   */
  void gone(String why);
}
