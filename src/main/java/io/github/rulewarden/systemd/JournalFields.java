package io.github.rulewarden.systemd;

import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * The journal fields of an event, in addition to its message. They are passed to the logger as one
 * argument more than the message has placeholders; an appender that does not know them ignores
 * them.
 *
 * @param event the word for the kind of event
 * @param state the state that was entered; empty for other events
 * @param priorities the priorities of the rules that the message names
 */
record JournalFields(
    String event,
    String messageId,
    String state,
    Scope scope,
    Optional<Family> family,
    String opponent,
    List<String> priorities) {
  JournalFields {
    priorities = List.copyOf(priorities);
  }

  static JournalFields of(Kind kind, Scope scope, Optional<Family> family) {
    return new JournalFields(kind.text(), MessageId.of(kind), "", scope, family, "", List.of());
  }

  /**
   * Returns the fields of an event of one family.
   *
   * @param sentences the parts of the message that quote rules
   */
  static JournalFields of(
      Kind kind, ScopeFamily where, String opponent, List<Step> steps, List<String> sentences) {
    return new JournalFields(
        kind.text(),
        MessageId.of(kind),
        "",
        where.scope(),
        Optional.of(where.family()),
        opponent,
        Priorities.of(steps, sentences));
  }

  static JournalFields ofState(String state, ScopeFamily where, String reason) {
    return new JournalFields(
        "state",
        MessageId.STATE,
        state,
        where.scope(),
        Optional.of(where.family()),
        "",
        Priorities.of(List.of(), List.of(reason)));
  }
}
