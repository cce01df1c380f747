package io.github.rulewarden.config;

/**
 * Recognises a file that sets nothing because it has only comments and empty lines, such as the
 * file that the packages install. This needs none of the four hundred classes of the parser.
 */
final class Comments {
  private static final char DELETE = 0x7f;

  private Comments() {}

  /** Whether {@code text} sets nothing; false in case of doubt, then the parser decides. */
  static boolean isOnlyComments(String text) {
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
