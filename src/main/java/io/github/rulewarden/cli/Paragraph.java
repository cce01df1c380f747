package io.github.rulewarden.cli;

/** Prose in lines of a limited width. */
final class Paragraph {
  /** Below that an indent leaves too little of the line; words then run over the edge. */
  private static final int NARROWEST = 20;

  private Paragraph() {}

  /**
   * The text, broken at blanks; a word that is longer than a line stays whole.
   *
   * @param indent blanks ahead of every line but the first, in which they are used up already
   * @param columns that a line has, the indent among them
   */
  static String wrapped(String text, int indent, int columns) {
    int width = Math.max(NARROWEST, columns - indent);
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
