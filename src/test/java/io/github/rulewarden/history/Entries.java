package io.github.rulewarden.history;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.List;
import java.util.Optional;

/** Entries for tests. */
final class Entries {
  static final HistoryEntry INVERTED =
      new HistoryEntry(
          1_795_183_200_000_001L,
          Kind.INVERTED,
          Scope.OWN,
          Optional.of(Family.IPV4),
          "`5209: from all` \"is\" asked\nbefore \u00fc\u0000.",
          "ip (pid 812) of wg-quick@wg0.service",
          0,
          List.of());

  static final HistoryEntry REPAIRED =
      new HistoryEntry(
          1_795_183_200_000_418L,
          Kind.REPAIRED,
          Scope.named("blue"),
          Optional.of(Family.IPV6),
          "Repaired.",
          "",
          417,
          List.of("ip -6 rule add", "ip -6 rule del"));

  static final HistoryEntry RELOADED =
      new HistoryEntry(
          Long.MAX_VALUE,
          Kind.RELOADED,
          Scope.OWN,
          Optional.empty(),
          "Read again.",
          "",
          0,
          List.of());

  private Entries() {}

  /** Returns one of many different entries. */
  static HistoryEntry number(int number) {
    return new HistoryEntry(
        number, Kind.LEAK, Scope.OWN, Optional.empty(), "leak " + number, "", 0, List.of());
  }
}
