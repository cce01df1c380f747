package io.github.rulewarden.config;

/**
 * A key as it is in force.
 *
 * @param key with the name of its table: {@code budget.window}
 * @param value as TOML writes it; what is written here JSON writes likewise
 * @param origin the file and line it was set at; {@code default} if none sets it
 */
public record ShownSetting(String key, String value, String origin) {
  /** The name of its table; empty if it stands outside of any. */
  public String table() {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }

  /** The key without its table. */
  public String name() {
    return key.substring(key.indexOf('.') + 1);
  }
}
