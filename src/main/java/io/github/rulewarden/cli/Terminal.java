package io.github.rulewarden.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the output goes to, as far as it matters to how it is written. */
public enum Terminal {
  /** A pipe, a file, or somebody who does not want colour. */
  PLAIN,
  /** A terminal that understands the escape sequences of ECMA-48. */
  COLOUR;

  /**
   * What standard output is. {@code NO_COLOR} is honoured as on no-color.org.
   *
   * <p>{@link System#console} would say nothing if only standard input is no terminal, and takes
   * tens of milliseconds to look for other consoles than the JDK's own.
   */
  public static Terminal detect() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return isTerminal(device) ? of(System.getenv()) : PLAIN;
    } catch (IOException e) {
      return PLAIN;
    }
  }

  /** Pseudo terminals, virtual and serial ones, and the system's console. */
  static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }

  /** What a terminal is told to be by the environment. */
  static Terminal of(Map<String, String> environment) {
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    String kind = environment.getOrDefault("TERM", "dumb");
    return refused || kind.equals("dumb") ? PLAIN : COLOUR;
  }

  /** The text as it is to be written. */
  public String paint(Colour colour, String text) {
    return this == PLAIN ? text : "\u001b[" + colour.parameter() + "m" + text + "\u001b[0m";
  }

  /** What a text stands out by. */
  public enum Colour {
    RED("1;31"),
    GREEN("1;32"),
    YELLOW("1;33"),
    FAINT("2");

    private final String parameter;

    Colour(String parameter) {
      this.parameter = parameter;
    }

    private String parameter() {
      return parameter;
    }
  }
}
