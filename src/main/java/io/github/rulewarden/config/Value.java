package io.github.rulewarden.config;

import java.util.List;

/** What a key is set to, as far as any key makes use of it. */
sealed interface Value {
  /** How a problem names it. */
  String found();

  /** A string. */
  record Text(String text) implements Value {
    private static final int LONGEST = 60;

    @Override
    public String found() {
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        if (i == LONGEST) {
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

  /** An array; each of its elements is a setting of the same key with a place of its own. */
  record Items(List<Setting> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String found() {
      return "an array";
    }
  }

  /** What no key wants: a table, a boolean, a fraction, a date. */
  record Other(String found) implements Value {}
}
