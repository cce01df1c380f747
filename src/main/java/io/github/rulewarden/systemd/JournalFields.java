package io.github.rulewarden.systemd;

import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the journal is told of an event beside the sentence. Given to the logger as one argument
 * more than the message has places for; who does not know it passes it over.
 *
 * @param event the word of the event's kind
 * @param state empty unless the event is that a state was entered
 * @param priorities of the rules that are named
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
   * @param texts reasons, or steps as {@code ip} commands
   */
  static JournalFields of(Kind kind, ScopeFamily where, String opponent, Collection<String> texts) {
    return new JournalFields(
        kind.text(),
        MessageId.of(kind),
        "",
        where.scope(),
        Optional.of(where.family()),
        opponent,
        Priorities.in(texts));
  }

  static JournalFields ofState(String state, ScopeFamily where, String reason) {
    return new JournalFields(
        "state",
        MessageId.STATE,
        state,
        where.scope(),
        Optional.of(where.family()),
        "",
        Priorities.in(List.of(reason)));
  }
}
