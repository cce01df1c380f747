package io.github.rulewarden.config;

/**
 * One key and what it is set to.
 *
 * @param key with the names of its tables: {@code budget.window}
 * @param place of the key; of the value, if it is an array's element
 */
record Setting(String key, Value value, Place place) {
  /** The refusal of a value that is not what the key takes. */
  ConfigurationException unlike(String expected) {
    return refusal(key + ": found " + value.found() + ", expected " + expected);
  }

  /** A refusal in other words. */
  ConfigurationException refusal(String text) {
    return new ConfigurationException(place.problem(text));
  }
}
