package io.github.rulewarden.kernel.process;

/** Names that others chose, on their way to a terminal, a log or a bus. */
final class Printable {
  private Printable() {}

  /** The name with a question mark for each control character. */
  static String of(String name) {
    StringBuilder clean = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }
}
