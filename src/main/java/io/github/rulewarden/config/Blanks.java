package io.github.rulewarden.config;

/** Finds what comes behind blanks, line ends and comments. */
final class Blanks {
  private final int[][] lines;

  Blanks(String text) {
    String[] split = text.split("\n", -1);
    lines = new int[split.length][];
    for (int i = 0; i < split.length; i++) {
      // Columns count whole characters, not the halves of surrogate pairs.
      lines[i] = split[i].codePoints().toArray();
    }
  }

  /** The first place at or behind {@code place} with something that counts; itself if none. */
  Place skip(Place place) {
    int column = place.column();
    for (int line = place.line(); line <= lines.length; line++) {
      int[] characters = lines[line - 1];
      while (column <= characters.length && characters[column - 1] != '#') {
        if (!Character.isWhitespace(characters[column - 1])) {
          return new Place(place.file(), line, column);
        }
        column++;
      }
      column = 1;
    }
    return place;
  }
}
