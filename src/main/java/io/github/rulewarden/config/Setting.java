package io.github.rulewarden.config;

import java.util.List;

/**
 * One key and what it is set to.
 *
 * @param key with the names of its tables: {@code budget.window}
 * @param place of the key; of the value, if it is an array's element
 */
record Setting(String key, Value value, Place place) {
  /** The elements of an array; none of anything else. */
  List<Setting> items() {
    return value instanceof Value.Items(List<Setting> items) ? items : List.of();
  }

  /** The refusal of a value that is not what the key takes. */
  ConfigurationException unlike(String expected) {
    return refusal(key + ": found " + value.found() + ", expected " + expected);
  }

  /** A refusal in other words. */
  ConfigurationException refusal(String text) {
    return new ConfigurationException(place.problem(text));
  }
}
