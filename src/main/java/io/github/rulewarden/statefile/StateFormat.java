package io.github.rulewarden.statefile;

import java.nio.file.Path;

/** The forms that the file can have: the one that is written, and the one before it. */
enum StateFormat {
  CURRENT("rulewarden state 1 boot ", ".state"),

  /**
   * Until 2026-11-27 the file was called a journal, which has another meaning under systemd. It is
   * read once, after an upgrade, and then deleted.
   */
  JOURNAL("rulewarden journal 1 boot ", ".journal");

  private final String header;
  private final String suffix;

  StateFormat(String header, String suffix) {
    this.header = header;
    this.suffix = suffix;
  }

  /** The first line of a file that was written in this boot. */
  String header(String boot) {
    return header + boot;
  }

  /** The file of this form that belongs to a file of the current form. */
  Path of(Path current) {
    String name = String.valueOf(current.getFileName());
    String stem =
        name.endsWith(CURRENT.suffix)
            ? name.substring(0, name.length() - CURRENT.suffix.length())
            : name;
    return current.resolveSibling(stem + suffix);
  }

  /** A line of this form in the words of the current form. */
  String toCurrent(String line) {
    return switch (this) {
      case CURRENT -> line;
      case JOURNAL -> replaced(replaced(line, "whole", "intact"), "leaving", "pending-delete");
    };
  }

  /** Replaces the first word behind the sign. */
  private static String replaced(String line, String word, String replacement) {
    int start = "+ ".length();
    return line.startsWith(word + " ", start)
        ? line.substring(0, start) + replacement + line.substring(start + word.length())
        : line;
  }
}
