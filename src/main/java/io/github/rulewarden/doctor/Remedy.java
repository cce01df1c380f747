package io.github.rulewarden.doctor;

import java.util.List;

/** What to do about a finding. */
public sealed interface Remedy {
  /** Commands, each to be run if the one before succeeded. */
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
   * What no command can do.
   *
   * @param text a clause without a full stop
   */
  record Advice(String text) implements Remedy {}

  /** Nothing. */
  record None() implements Remedy {
    @Override
    public String text() {
      return "";
    }
  }

  /** In one line, so that it can be pasted into a shell if it is a command. */
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
