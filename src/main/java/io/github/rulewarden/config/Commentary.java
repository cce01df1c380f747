package io.github.rulewarden.config;

/**
 * Text that sets nothing: empty lines and comments, such as in the file that a package installs. To
 * see that takes no parser, and so none of its four hundred classes.
 */
final class Commentary {
  private static final char DELETE = 0x7f;

  private Commentary() {}

  /** Whether there is nothing else in {@code text}; in doubt not, the parser knows. */
  static boolean isAll(String text) {
    boolean isComment = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean isControl = (character < ' ' && character != '\t') || character == DELETE;
      if (character == '\n') {
        isComment = false;
      } else if (isControl || !(isComment || isBlank(character) || character == '#')) {
        return false;
      } else if (character == '#') {
        isComment = true;
      }
    }
    return true;
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
