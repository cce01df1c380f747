package io.github.rulewarden.config;

import java.nio.file.Path;
import java.util.List;

/**
 * One {@code key = value} of a file.
 *
 * @param key its name, preceded by its table's: {@code budget.window}
 * @param place the place of the key, or of the value if it is an element of an array
 */
record Assignment(String key, Value value, Place place) {
  /** A place in a file; line and column are counted from 1. */
  record Place(Path file, int line, int column) {
    ConfigurationException.Problem problem(String text) {
      return new ConfigurationException.Problem(file, line, column, text);
    }
  }

  /** A value, of one of the types that keys accept. */
  sealed interface Value {
    /** The value as an error message quotes it. */
    String found();

    /** A string. */
    record Text(String text) implements Value {
      private static final int MAX_QUOTED = 60;

      @Override
      public String found() {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
          if (i == MAX_QUOTED) {
            return quoted.append("\"...").toString();
          }
          char character = text.charAt(i);
          quoted.append(Character.isISOControl(character) ? '?' : character);
        }
        return quoted.append('"').toString();
      }
    }

    /** A boolean. */
    record Truth(boolean truth) implements Value {
      @Override
      public String found() {
        return Boolean.toString(truth);
      }
    }

    /** An integer. */
    record Whole(long number) implements Value {
      @Override
      public String found() {
        return Long.toString(number);
      }
    }

    /** An array; each of its elements is an assignment to the same key with a place of its own. */
    record Items(List<Assignment> items) implements Value {
      public Items {
        items = List.copyOf(items);
      }

      @Override
      public String found() {
        return "an array";
      }
    }

    /** A value that no key accepts: a table, a fraction, a date. */
    record Other(String found) implements Value {}
  }

  /** The elements of an array; none if the value is not an array. */
  List<Assignment> items() {
    return value instanceof Value.Items(List<Assignment> items) ? items : List.of();
  }

  /** The error that the key does not accept this value. */
  ConfigurationException unexpected(String expected) {
    return refusal(key + ": found " + value.found() + ", expected " + expected);
  }

  /** An error at this place. */
  ConfigurationException refusal(String text) {
    return new ConfigurationException(List.of(place.problem(text)));
  }
}
