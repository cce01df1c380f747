package io.github.rulewarden.config;

import io.github.rulewarden.config.Assignment.Place;
import io.github.rulewarden.config.Assignment.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The assignments of a text in TOML. The only class that knows the parser. */
final class TomlDocument {
  private final Path file;
  private final int[][] lines;
  private final KeyNames names;
  private final List<Assignment> assignments = new ArrayList<>();

  private TomlDocument(Path file, String text, KeyNames names) {
    this.file = file;
    this.names = names;
    String[] split = text.split("\n", -1);
    lines = new int[split.length][];
    for (int i = 0; i < split.length; i++) {
      // Columns count whole characters, not the halves of surrogate pairs.
      lines[i] = split[i].codePoints().toArray();
    }
  }

  /**
   * The assignments of {@code text} in its order. For text that is not TOML, only syntax errors are
   * reported, because the parser guesses the rest.
   */
  static List<Assignment> assignments(Path file, String text, KeyNames names)
      throws ConfigurationException {
    TomlParseResult result = parse(file, text);
    if (result.hasErrors()) {
      List<ConfigurationException.Problem> problems = new ArrayList<>();
      for (TomlParseError error : result.errors()) {
        String message = String.valueOf(error.getMessage());
        problems.add(place(file, error.position()).problem(syntaxError(message)));
      }
      problems.sort(
          Comparator.comparingInt(ConfigurationException.Problem::line)
              .thenComparingInt(ConfigurationException.Problem::column));
      throw new ConfigurationException(problems);
    }
    TomlDocument document = new TomlDocument(file, text, names);
    document.add(result, "");
    // The parser returns the keys of a table in no particular order.
    document.assignments.sort(
        Comparator.comparingInt((Assignment assignment) -> assignment.place().line())
            .thenComparingInt(assignment -> assignment.place().column()));
    return document.assignments;
  }

  private static TomlParseResult parse(Path file, String text) throws ConfigurationException {
    try {
      return Toml.parse(text);
    } catch (StackOverflowError e) {
      // The parser recurses for each bracket.
      throw ConfigurationException.of(
          file, "found too many nested arrays, expected TOML with fewer");
    } catch (RuntimeException | AssertionError e) {
      // With assertions enabled, the parser throws an error for some bad escape sequences.
      throw ConfigurationException.of(file, "found text that the parser fails on, expected TOML");
    }
  }

  private void add(TomlTable table, String prefix) {
    for (String name : table.keySet()) {
      List<String> path = List.of(name);
      String key = prefix + name;
      Object value = known(table.get(path));
      if (value instanceof TomlTable inner && names.isTable(key)) {
        add(inner, key + ".");
      } else {
        Place place = place(file, known(table.inputPositionOf(path)));
        assignments.add(assignment(key, value, place));
      }
    }
  }

  private Assignment assignment(String key, Object value, Place place) {
    Value converted =
        switch (value) {
          case String text -> new Value.Text(text);
          case Long number -> new Value.Whole(number);
          case TomlArray array -> new Value.Items(items(key, array));
          case TomlTable _ -> new Value.Other("a table");
          case Boolean truth -> new Value.Truth(truth);
          case Double number -> new Value.Other(number.toString());
          default -> new Value.Other("a date or time");
        };
    return new Assignment(key, converted, place);
  }

  private List<Assignment> items(String key, TomlArray array) {
    List<Assignment> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      // The parser's position is that after the comma, which may be lines before the element.
      Place place = skipBlanks(place(file, array.inputPositionOf(i)));
      items.add(assignment(key, array.get(i), place));
    }
    return items;
  }

  /** The first place from {@code place} on that is neither blank nor comment; itself if none. */
  private Place skipBlanks(Place place) {
    int column = place.column();
    for (int line = place.line(); line <= lines.length; line++) {
      int[] characters = lines[line - 1];
      while (column <= characters.length && characters[column - 1] != '#') {
        if (!Character.isWhitespace(characters[column - 1])) {
          return new Place(file, line, column);
        }
        column++;
      }
      column = 1;
    }
    return place;
  }

  /** A value that the parser must have for a key that it returned. */
  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static Place place(Path file, TomlPosition position) {
    return new Place(file, position.line(), position.column());
  }

  /** {@code Unexpected 'r', expected ', ", ''', ...} becomes {@code found 'r', expected ...}. */
  private static String syntaxError(String message) {
    String text = message;
    if (text.startsWith("Unexpected ")) {
      text = "found " + text.substring("Unexpected ".length());
    }
    return printable(text)
        .replace("', \", ''', \"\"\", a number", "a string in quotes, a number")
        .replace("expected a-z, A-Z, 0-9, ', \", a table key", "expected a key, a [table]")
        .replace("found \", expected", "found '\"', expected")
        .replace("expected \" or", "expected '\"' or");
  }

  /** Replaces control characters, which could control the operator's terminal. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      printable.append(Character.isISOControl(character) ? '?' : character);
    }
    return printable.toString();
  }
}
