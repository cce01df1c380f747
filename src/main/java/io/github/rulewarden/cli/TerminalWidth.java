package io.github.rulewarden.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How wide the terminal is now: what {@code COLUMNS} says, else what {@code stty size} does. Most
 * shells keep the variable to themselves; to ask the kernel here would take a native call more.
 */
record TerminalWidth(Map<String, String> environment) implements Terminal.Columns {
  private static final File OWN_TERMINAL = new File("/dev/tty");

  @Override
  public int count() {
    int told = positive(environment.getOrDefault("COLUMNS", ""));
    if (told > 0) {
      return told;
    }
    int asked = ofSize(sizeByStty());
    return asked > 0 ? asked : USUAL.count();
  }

  /** The second of two numbers, rows and columns; 0 if it is not known. */
  static int ofSize(String size) {
    int blank = size.indexOf(' ');
    return blank < 0 ? 0 : positive(size.substring(blank + 1));
  }

  private static int positive(String number) {
    try {
      return Math.max(0, Integer.parseInt(number.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String sizeByStty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(OWN_TERMINAL)
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream size = stty.getInputStream()) {
        return new String(size.readAllBytes(), StandardCharsets.US_ASCII);
      }
    } catch (IOException e) {
      // No stty, or no terminal of one's own.
      return "";
    }
  }
}
