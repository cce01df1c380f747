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

class LineTest {
  @Test
  void anEntryIsOneLineOfJson() {
    assertEquals(
        "{\"time\":1795183200000418,\"kind\":\"repaired\",\"netns\":\"blue\",\"family\":\"ipv6\","
            + "\"text\":\"Repaired.\",\"opponent\":\"\",\"durationUSec\":417,"
            + "\"steps\":[\"ip -6 rule add\",\"ip -6 rule del\"]}",
        Line.print(Entries.REPAIRED));
  }

  @Test
  void whateverIsInItComesBack() {
    for (HistoryEntry entry :
        List.of(Entries.INVERTED, Entries.REPAIRED, Entries.RELOADED, Entries.number(-1))) {
      String line = Line.print(entry);
      assertFalse(line.contains("\n"), line);
      assertEquals(entry, Line.parse(line));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasItsWord(Kind kind) {
    HistoryEntry entry =
        new HistoryEntry(1, kind, Scope.OWN, Optional.empty(), "x", "", 0, List.of());
    assertEquals(entry, Line.parse(Line.print(entry)));
  }

  /** What another version adds or leaves out does no harm. */
  @Test
  void unknownKeysAreSkippedAndAbsentOnesAreEmpty() {
    assertEquals(
        new HistoryEntry(7, Kind.LEAK, Scope.OWN, Optional.empty(), "x", "", 0, List.of()),
        Line.parse("{\"color\":[{}],\"time\":7,\"kind\":\"leak\",\"text\":\"x\",\"steps\":null}"));
    assertEquals(
        Optional.of(Family.IPV4),
        Line.parse("{\"family\":\"ipv4\",\"time\":7,\"kind\":\"leak\",\"text\":\"x\"}").family());
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
  void whatIsWrongIsSaid(String line, String complaint) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Line.parse(line.replace('\'', '"')));
    assertEquals(complaint, e.getMessage());
  }

  @Test
  void aLineThatIsTornAnywhereIsRefused() {
    String line = Line.print(Entries.INVERTED);
    for (int length = 0; length < line.length(); length++) {
      String torn = line.substring(0, length);
      assertThrows(IllegalArgumentException.class, () -> Line.parse(torn), torn);
    }
  }
}
