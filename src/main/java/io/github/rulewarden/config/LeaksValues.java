package io.github.rulewarden.config;

import io.github.rulewarden.policy.Policy.Restoring;

/** What the keys of {@code [leaks]} take. */
final class LeaksValues {
  private LeaksValues() {}

  static Restoring restore(Setting setting) throws ConfigurationException {
    if (setting.value() instanceof Value.Truth(boolean isWished)) {
      return isWished ? Restoring.WHAT_IS_CERTAIN : Restoring.NOTHING;
    }
    throw setting.unlike("true or false");
  }
}
