package io.github.rulewarden.doctor.systemd;

import java.util.Locale;
import java.util.Set;

/** systemd's booleans ({@code parse_boolean} in {@code parse-util.c}); other text is neither. */
final class TriState {
  private static final Set<String> FALSE = Set.of("0", "no", "n", "false", "f", "off");
  private static final Set<String> TRUE = Set.of("1", "yes", "y", "true", "t", "on");

  private TriState() {}

  static boolean isFalse(String value) {
    return FALSE.contains(value.toLowerCase(Locale.ROOT));
  }

  static boolean isTrue(String value) {
    return TRUE.contains(value.toLowerCase(Locale.ROOT));
  }
}
