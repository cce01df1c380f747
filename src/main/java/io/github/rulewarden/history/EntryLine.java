package io.github.rulewarden.history;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts an entry to a line of the file and back. */
final class EntryLine {
  private static final String TIME = "time";
  private static final String KIND = "kind";
  private static final String NETNS = "netns";
  private static final String FAMILY = "family";
  private static final String TEXT = "text";
  private static final String OPPONENT = "opponent";
  private static final String DURATION = "durationUSec";
  private static final String STEPS = "steps";

  private EntryLine() {}

  /** Returns the line without a line end; it contains none. */
  static String print(HistoryEntry entry) {
    return JsonWriter.string()
        .object()
        .value(TIME, entry.timeMicros())
        .value(KIND, entry.kind().text())
        .value(NETNS, entry.scope().text())
        .value(FAMILY, entry.family().isPresent() ? entry.family().get().text() : "")
        .value(TEXT, entry.text())
        .value(OPPONENT, entry.opponent())
        .value(DURATION, entry.durationMicros())
        .array(STEPS, entry.steps())
        .end()
        .done();
  }

  /**
   * Returns the entry of a line.
   *
   * @throws IllegalArgumentException if it is not an entry; the message says what was found and
   *     what was expected
   */
  static HistoryEntry parse(String line) {
    JsonObject object = object(line);
    return new HistoryEntry(
        number(object, TIME),
        kind(word(object, KIND)),
        Scope.ofText(word(object, NETNS)),
        family(word(object, FAMILY)),
        text(object),
        word(object, OPPONENT),
        object.has(DURATION) ? number(object, DURATION) : 0,
        steps(object));
  }

  private static JsonObject object(String line) {
    try {
      return JsonParser.object().from(line);
    } catch (JsonParserException e) {
      throw new IllegalArgumentException("expected a JSON object: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("expected JSON that is nested less deeply", e);
    }
  }

  private static long number(JsonObject object, String key) {
    if (object.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw wrong(key, object.get(key), "a number");
  }

  private static String text(JsonObject object) {
    if (!object.has(TEXT)) {
      throw wrong(TEXT, "nothing", "a sentence");
    }
    return word(object, TEXT);
  }

  private static String word(JsonObject object, String key) {
    return switch (object.get(key)) {
      case null -> "";
      case String word -> word;
      case Object other -> throw wrong(key, other, "a string");
    };
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(word)) {
        return kind;
      }
    }
    throw wrong(KIND, word, "inverted, repaired or another that this version knows");
  }

  private static Optional<Family> family(String word) {
    for (Family family : Family.values()) {
      if (family.text().equals(word)) {
        return Optional.of(family);
      }
    }
    if (word.isEmpty()) {
      return Optional.empty();
    }
    throw wrong(FAMILY, word, "ipv4, ipv6 or nothing");
  }

  private static List<String> steps(JsonObject object) {
    List<String> steps = new ArrayList<>();
    JsonArray array = object.getArray(STEPS);
    if (array != null) {
      for (Object step : array) {
        steps.add(String.valueOf(step));
      }
    }
    return steps;
  }

  private static IllegalArgumentException wrong(
      String key, @Nullable Object found, String expected) {
    return new IllegalArgumentException(key + " is '" + found + "', expected " + expected);
  }
}
