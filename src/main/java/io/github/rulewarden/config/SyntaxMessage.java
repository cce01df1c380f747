package io.github.rulewarden.config;

/** The parser's messages in the form of ours: what was found, what was expected. */
final class SyntaxMessage {
  private SyntaxMessage() {}

  /** {@code Unexpected 'r', expected ', ", ''', ...} becomes {@code found 'r', expected ...}. */
  static String of(String message) {
    String text = message;
    if (text.startsWith("Unexpected ")) {
      text = "found " + text.substring("Unexpected ".length());
    }
    return printable(text)
        .replace("', \", ''', \"\"\", a number", "a string in quotes, a number")
        .replace("expected a-z, A-Z, 0-9, ', \", a table key", "expected a key, a [table]")
        .replace("found \", expected", "found '\"', expected")
        .replace("expected \" or", "expected '\"' or");
  }

  /** Without what would steer the terminal that it is read on. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      printable.append(Character.isISOControl(character) ? '?' : character);
    }
    return printable.toString();
  }
}
