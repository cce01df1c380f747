package io.github.rulewarden.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EntryLineTest {
  @Test
  void anEntryIsOneLineOfJson() {
    assertEquals(
        "{\"time\":1795183200000418,\"kind\":\"repaired\",\"netns\":\"blue\",\"family\":\"ipv6\","
            + "\"text\":\"Repaired.\",\"opponent\":\"\",\"durationUSec\":417,"
            + "\"steps\":[\"ip -6 rule add\",\"ip -6 rule del\"]}",
        EntryLine.print(Entries.REPAIRED));
  }

  @Test
  void everyEntrySurvivesPrintAndParse() {
    for (HistoryEntry entry :
        List.of(Entries.INVERTED, Entries.REPAIRED, Entries.RELOADED, Entries.number(-1))) {
      String line = EntryLine.print(entry);
      assertFalse(line.contains("\n"), line);
      assertEquals(entry, EntryLine.parse(line));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindSurvivesPrintAndParse(Kind kind) {
    HistoryEntry entry =
        new HistoryEntry(1, kind, Scope.OWN, Optional.empty(), "x", "", 0, List.of());
    assertEquals(entry, EntryLine.parse(EntryLine.print(entry)));
  }

  /** Another version may add or omit keys. */
  @Test
  void unknownKeysAreIgnoredAndAbsentOnesAreEmpty() {
    assertEquals(
        new HistoryEntry(7, Kind.LEAK, Scope.OWN, Optional.empty(), "x", "", 0, List.of()),
        EntryLine.parse(
            "{\"color\":[{}],\"time\":7,\"kind\":\"leak\",\"text\":\"x\",\"steps\":null}"));
    assertEquals(
        Optional.of(Family.IPV4),
        EntryLine.parse("{\"family\":\"ipv4\",\"time\":7,\"kind\":\"leak\",\"text\":\"x\"}")
            .family());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'leak','text':'x'} | time is 'null', expected a number",
        "{'time':'7','kind':'leak','text':'x'} | time is '7', expected a number",
        "{'time':7,'kind':'leak'} | text is 'nothing', expected a sentence",
        "{'time':7,'kind':'leak','text':[]} | text is '[]', expected a string",
        "{'time':7,'text':'x'}"
            + "| kind is '', expected inverted, repaired or another that this version knows",
        "{'time':7,'kind':'leak','text':'x','family':'ipx'}"
            + "| family is 'ipx', expected ipv4, ipv6 or nothing",
      })
  void theMessageNamesTheProblem(String line, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> EntryLine.parse(line.replace('\'', '"')));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aLineThatIsCutAnywhereIsRefused() {
    String line = EntryLine.print(Entries.INVERTED);
    for (int length = 0; length < line.length(); length++) {
      String cut = line.substring(0, length);
      assertThrows(IllegalArgumentException.class, () -> EntryLine.parse(cut), cut);
    }
  }
}
