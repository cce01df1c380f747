package io.github.rulewarden.config;

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

/** A text in TOML, taken apart into settings. The only class that knows the parser. */
final class TomlDocument {
  private final Path file;
  private final Blanks blanks;
  private final List<Setting> settings = new ArrayList<>();

  private TomlDocument(Path file, String text) {
    this.file = file;
    this.blanks = new Blanks(text);
  }

  /**
   * The settings of {@code text}. If it is not TOML, that alone is reported: what the parser makes
   * of the rest is a guess.
   */
  static List<Setting> settings(Path file, String text) throws ConfigurationException {
    TomlParseResult result = parse(file, text);
    if (result.hasErrors()) {
      List<Problem> problems = new ArrayList<>();
      for (TomlParseError error : result.errors()) {
        problems.add(place(file, error.position()).problem(syntax(error)));
      }
      problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
      throw new ConfigurationException(problems);
    }
    TomlDocument document = new TomlDocument(file, text);
    document.takeApart(result, "");
    // The parser gives them in no order at all.
    document.settings.sort(
        Comparator.comparingInt((Setting setting) -> setting.place().line())
            .thenComparingInt(setting -> setting.place().column()));
    return document.settings;
  }

  private static TomlParseResult parse(Path file, String text) throws ConfigurationException {
    try {
      return Toml.parse(text);
    } catch (StackOverflowError e) {
      // The parser goes one level down for each bracket.
      throw new ConfigurationException(
          Place.startOf(file).problem("found arrays in arrays in arrays, expected TOML less deep"));
    } catch (RuntimeException | AssertionError e) {
      // With assertions on it does so for some bad escape sequences.
      throw new ConfigurationException(
          Place.startOf(file).problem("found text that the parser fails on, expected TOML"));
    }
  }

  private void takeApart(TomlTable table, String prefix) {
    for (String name : table.keySet()) {
      List<String> path = List.of(name);
      String key = prefix + name;
      Object value = there(table.get(path));
      if (value instanceof TomlTable inner && Keys.isTable(key)) {
        takeApart(inner, key + ".");
      } else {
        settings.add(setting(key, value, place(file, there(table.inputPositionOf(path)))));
      }
    }
  }

  private Setting setting(String key, Object value, Place place) {
    Value known =
        switch (value) {
          case String text -> new Value.Text(text);
          case Long number -> new Value.Whole(number);
          case TomlArray array -> new Value.Items(items(key, array));
          case TomlTable _ -> new Value.Other("a table");
          case Boolean truth -> new Value.Truth(truth);
          case Double number -> new Value.Other(number.toString());
          default -> new Value.Other("a date or time");
        };
    return new Setting(key, known, place);
  }

  private List<Setting> items(String key, TomlArray array) {
    List<Setting> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      // The parser points behind the comma, which may be lines before the element.
      Place place = blanks.skip(place(file, array.inputPositionOf(i)));
      items.add(setting(key, array.get(i), place));
    }
    return items;
  }

  /** What the parser has to know of a key that it named itself. */
  private static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static String syntax(TomlParseError error) {
    return SyntaxMessage.of(String.valueOf(error.getMessage()));
  }

  private static Place place(Path file, TomlPosition position) {
    return new Place(file, position.line(), position.column());
  }
}
