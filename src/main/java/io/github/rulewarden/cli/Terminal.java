package io.github.rulewarden.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the output goes to, as far as it matters to how it is written.
 *
 * @param columns is asked only where a line may be too long
 */
public record Terminal(Kind kind, Palette palette, Columns columns) {
  /** A pipe or a file. */
  public static final Terminal PLAIN = new Terminal(Kind.PIPE, Palette.NONE, Columns.USUAL);

  /** A terminal with colours, as wide as terminals usually are. */
  public static final Terminal COLOUR = new Terminal(Kind.SCREEN, Palette.ECMA_48, Columns.USUAL);

  private static final String CUT = "…";

  /** Where the text ends up. */
  public enum Kind {
    /** Another program, or a file: it gets every letter and no escape sequence. */
    PIPE,
    /** Somebody's eyes, by a terminal that can only write one line below the other. */
    TELETYPE,
    /** Somebody's eyes, by a terminal that understands the escape sequences of ECMA-48. */
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
    /** As wide as terminals have been since there were any. */
    Columns USUAL = () -> 80;

    int count();
  }

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
    Columns columns = new TerminalWidth(environment);
    if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return new Terminal(Kind.TELETYPE, Palette.NONE, columns);
    }
    boolean isRefused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(Kind.SCREEN, isRefused ? Palette.NONE : Palette.ECMA_48, columns);
  }

  /** The text as it is to be written. */
  public String paint(Colour colour, String text) {
    return palette == Palette.NONE
        ? text
        : "\u001b[" + colour.parameter() + "m" + text + "\u001b[0m";
  }

  /** The line as far as it fits; all of it for a program. Not for text that is painted already. */
  String cut(String line) {
    if (kind == Kind.PIPE || line.length() <= columns.count()) {
      return line;
    }
    return line.substring(0, Math.max(0, columns.count() - CUT.length())) + CUT;
  }

  /**
   * The text in lines that fit, broken at blanks; in one line for a program.
   *
   * @param indent of the lines behind the first, and already used up in the first
   */
  String wrapped(String text, int indent) {
    if (kind == Kind.PIPE || indent + text.length() <= columns.count()) {
      return text;
    }
    return Paragraph.wrapped(text, indent, columns.count());
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
