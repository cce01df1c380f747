package io.github.rulewarden.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The current width of the terminal: the value of {@code COLUMNS}, otherwise that of {@code stty
 * size}. Most shells do not export the variable; an ioctl would need one more native call.
 */
record TerminalWidth(Map<String, String> environment) implements Terminal.Columns {
  private static final File OWN_TERMINAL = new File("/dev/tty");

  @Override
  public int count() {
    int configured = positive(environment.getOrDefault("COLUMNS", ""));
    if (configured > 0) {
      return configured;
    }
    int measured = ofSize(sizeByStty());
    return measured > 0 ? measured : DEFAULT.count();
  }

  /** Returns the second of two numbers, rows and columns; 0 if it is unknown. */
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
      // There is no stty, or no controlling terminal.
      return "";
    }
  }
}
