package io.github.rulewarden.cli;

/** Wraps text into lines of a limited width. */
final class Paragraph {
  /** The smallest width; on a narrower terminal lines run over the edge. */
  private static final int MIN_WIDTH = 20;

  private Paragraph() {}

  /**
   * Returns the text, wrapped at blanks; a word that is longer than a line is not split.
   *
   * @param indent the number of blanks before each line but the first, which is indented already
   * @param columns the width of a line, including the indent
   */
  static String wrapped(String text, int indent, int columns) {
    int width = Math.max(MIN_WIDTH, columns - indent);
    StringBuilder lines = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      if (used > 0 && used + 1 + word.length() > width) {
        lines.append(System.lineSeparator()).append(" ".repeat(indent));
        used = 0;
      } else if (used > 0) {
        lines.append(' ');
        used++;
      }
      lines.append(word);
      used += word.length();
    }
    return lines.toString();
  }
}
