package io.github.rulewarden.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The properties of the output that decide how text is formatted.
 *
 * @param columns the width, which is determined only if a line may be too long
 */
public record Terminal(Kind kind, Palette palette, Columns columns) {
  /** A pipe or a file. */
  public static final Terminal PLAIN = new Terminal(Kind.PIPE, Palette.NONE, Columns.DEFAULT);

  /** A terminal with colours and the usual width. */
  public static final Terminal COLOUR = new Terminal(Kind.SCREEN, Palette.ECMA_48, Columns.DEFAULT);

  private static final String CUT = "…";

  /** The kind of output. */
  public enum Kind {
    /** A pipe or a file: it gets the complete text without escape sequences. */
    PIPE,
    /** A terminal that can only append lines. */
    TELETYPE,
    /** A terminal that supports the escape sequences of ECMA-48. */
    SCREEN
  }

  /** Whether colours are used. */
  public enum Palette {
    NONE,
    ECMA_48
  }

  /** How many characters fit into a line. */
  @FunctionalInterface
  public interface Columns {
    /** The traditional width. */
    Columns DEFAULT = () -> 80;

    int count();
  }

  /**
   * Detects the kind of standard output. {@code NO_COLOR} is honoured as on no-color.org.
   *
   * <p>{@link System#console} returns nothing if only standard input is not a terminal, and takes
   * tens of milliseconds to search for other console providers than the JDK's own.
   */
  public static Terminal detect() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return isTerminal(device) ? of(System.getenv()) : PLAIN;
    } catch (IOException e) {
      return PLAIN;
    }
  }

  /** Whether this is a pseudo terminal, a virtual or serial one, or the system's console. */
  static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }

  /** Returns the terminal that the environment describes. */
  static Terminal of(Map<String, String> environment) {
    Columns columns = new TerminalWidth(environment);
    if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return new Terminal(Kind.TELETYPE, Palette.NONE, columns);
    }
    boolean isColourless = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(Kind.SCREEN, isColourless ? Palette.NONE : Palette.ECMA_48, columns);
  }

  /** Returns the text in a colour, if colours are used. */
  public String paint(Colour colour, String text) {
    return palette == Palette.NONE
        ? text
        : "\u001b[" + colour.parameter() + "m" + text + "\u001b[0m";
  }

  /** Cuts a line at the width; for a pipe returns all of it. Not for coloured text. */
  String cut(String line) {
    if (kind == Kind.PIPE || line.length() <= columns.count()) {
      return line;
    }
    return line.substring(0, Math.max(0, columns.count() - CUT.length())) + CUT;
  }

  /**
   * Wraps a text at the width; for a pipe returns one line.
   *
   * @param indent the indent of all lines; the first one is indented already
   */
  String wrapped(String text, int indent) {
    if (kind == Kind.PIPE || indent + text.length() <= columns.count()) {
      return text;
    }
    return Paragraph.wrapped(text, indent, columns.count());
  }

  /** The colours of the output. */
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
