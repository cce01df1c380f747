package io.github.rulewarden.cli;

/** Where the status is shown as it changes. */
interface StatusView {
  /** How things stand now; perhaps as before. */
  void show(Situation situation);

  /**
   * Nobody knows how things stand: the daemon is not to be reached.
   *
   * @param why a sentence
   */
  void gone(String why);
}
