package io.github.rulewarden.doctor;

import java.util.List;

/** What the operator can do about a finding. */
public sealed interface Remedy {
  /** Commands, each to run only if the one before succeeded. */
  record Commands(List<String> commands) implements Remedy {
    public Commands {
      commands = List.copyOf(commands);
    }

    @Override
    public String text() {
      return String.join(" && ", commands);
    }
  }

  /**
   * A change that no command can make.
   *
   * @param text a clause without a full stop
   */
  record Advice(String text) implements Remedy {}

  /** Nothing to do. */
  record None() implements Remedy {
    @Override
    public String text() {
      return "";
    }
  }

  /** One line; commands can be pasted into a shell. */
  String text();

  static Remedy run(String... commands) {
    return new Commands(List.of(commands));
  }

  static Remedy advice(String text) {
    return new Advice(text);
  }

  static Remedy none() {
    return new None();
  }
}
