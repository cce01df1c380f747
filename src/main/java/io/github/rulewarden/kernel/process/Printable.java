package io.github.rulewarden.kernel.process;

/** Makes names of processes and units safe for a terminal, a log or a bus. */
final class Printable {
  private Printable() {}

  /** Replaces each control character with a question mark. */
  static String of(String name) {
    StringBuilder clean = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }
}
