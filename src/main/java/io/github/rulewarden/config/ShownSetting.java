package io.github.rulewarden.config;

/**
 * A key as it is in force.
 *
 * @param key with the name of its table: {@code budget.window}
 * @param value as TOML writes it; what is written here JSON writes likewise. Empty if it is not set
 *     and has no default
 * @param origin the file and line it was set at; {@code default} or {@code not set} if none does
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

  /** Whether it has a value at all. */
  public boolean isSet() {
    return !value.isEmpty();
  }
}
