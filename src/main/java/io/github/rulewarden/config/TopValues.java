package io.github.rulewarden.config;

import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;

/** What the keys outside of every table take. */
final class TopValues {
  private TopValues() {}

  static Mode mode(Setting setting) throws ConfigurationException {
    for (Mode mode : Mode.values()) {
      if (setting.value().equals(new Value.Text(mode.text()))) {
        return mode;
      }
    }
    throw setting.unlike("\"repair\" or \"observe\"");
  }

  static Strategy strategy(Setting setting) throws ConfigurationException {
    if (setting.value().equals(new Value.Text(Strategy.INSERT.text()))) {
      throw setting.refusal(
          "strategy: \"insert\" is not supported by this version yet, expected \"relocate\"");
    }
    if (setting.value().equals(new Value.Text(Strategy.RELOCATE.text()))) {
      return Strategy.RELOCATE;
    }
    throw setting.unlike("\"relocate\"");
  }
}
