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
    return text.replace("', \", ''', \"\"\", a number", "a string in quotes, a number")
        .replace("expected a-z, A-Z, 0-9, ', \", a table key", "expected a key, a [table]")
        .replace("found \", expected", "found '\"', expected")
        .replace("expected \" or", "expected '\"' or");
  }
}
