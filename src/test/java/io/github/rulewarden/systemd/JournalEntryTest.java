package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalEntryTest {
  private final Logger logger = new LoggerContext().getLogger("any");

  @Test
  void eachFieldIsALine() {
    assertEquals(
        "MESSAGE=a \u00fc\nPRIORITY=6\nSYSLOG_IDENTIFIER=rulewarden\n",
        text(event(Level.INFO, "a {}", "\u00fc")));
  }

  @ParameterizedTest
  @CsvSource({"ERROR,3", "WARN,4", "INFO,6", "DEBUG,7", "TRACE,7"})
  void levelsBecomeSyslogPriorities(String level, String priority) {
    assertTrue(text(event(Level.toLevel(level), "x")).contains("\nPRIORITY=" + priority + "\n"));
  }

  @Test
  void aValueOfSeveralLinesIsPrecededByItsLength() {
    byte[] expected =
        "MESSAGE\n\u0003\0\0\0\0\0\0\0a\nb\nPRIORITY=6\nSYSLOG_IDENTIFIER=rulewarden\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertArrayEquals(expected, JournalEntry.of(event(Level.INFO, "a\nb")).toArray());
  }

  @Test
  void anExceptionFollowsTheMessage() {
    LoggingEvent event = event(Level.ERROR, "it failed");
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("outer")));
    String text = text(event);
    assertTrue(text.contains("it failed\njava.lang.IllegalStateException: outer\n\tat "), text);
  }

  @Test
  void aMessageThatIsTooLongForADatagramIsShortened() {
    byte[] entry = JournalEntry.of(event(Level.INFO, "\u20ac".repeat(1 << 24))).toArray();
    assertTrue(entry.length < 100_000, entry.length + " bytes");
    assertTrue(new String(entry, StandardCharsets.UTF_8).contains("\u20ac (shortened)\nPRIORITY"));
  }

  @Test
  void anEventHasItsFields() {
    JournalFields fields =
        JournalFields.of(
            Kind.INVERTED,
            Scope.named("blue").of(Family.IPV4),
            "ip (pid 812)",
            List.of(),
            List.of("`5209: a` and `5208: b`."));
    assertEquals(
        "MESSAGE=ipv4 is inverted.\nPRIORITY=4\nSYSLOG_IDENTIFIER=rulewarden\nMESSAGE_ID="
            + MessageId.of(Kind.INVERTED)
            + "\nRULEWARDEN_EVENT=inverted\nRULEWARDEN_NETNS=blue\nRULEWARDEN_FAMILY=ipv4\n"
            + "RULEWARDEN_PRIORITY=5209\nRULEWARDEN_PRIORITY=5208\n"
            + "RULEWARDEN_OPPONENT=ip (pid 812)\n",
        text(event(Level.WARN, "{} is inverted.", "ipv4", fields)));
  }

  @Test
  void anUnknownValueHasNoField() {
    JournalFields fields = JournalFields.of(Kind.RELOADED, Scope.OWN, Optional.empty());
    assertEquals(
        "MESSAGE=x\nPRIORITY=6\nSYSLOG_IDENTIFIER=rulewarden\nMESSAGE_ID="
            + MessageId.of(Kind.RELOADED)
            + "\nRULEWARDEN_EVENT=reloaded\nRULEWARDEN_NETNS=\n",
        text(event(Level.INFO, "x", fields)));
  }

  @Test
  void aStateHasAFieldThatNamesIt() {
    JournalFields fields = JournalFields.ofState("degraded", Scope.OWN.of(Family.IPV6), "It is.");
    assertTrue(
        text(event(Level.WARN, "x", fields))
            .endsWith("RULEWARDEN_FAMILY=ipv6\nRULEWARDEN_STATE=degraded\n"));
  }

  /** The ids are part of the interface, so they must not change. */
  @Test
  void eachKindHasAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>(Set.of(MessageId.STATE));
    for (Kind kind : Kind.values()) {
      assertTrue(ids.add(MessageId.of(kind)), kind.text());
    }
    for (String id : ids) {
      assertTrue(id.matches("[0-9a-f]{32}"), id);
    }
  }

  private LoggingEvent event(Level level, String message, Object... arguments) {
    return new LoggingEvent("any", logger, level, message, null, arguments);
  }

  private static String text(ILoggingEvent event) {
    return new String(JournalEntry.of(event).toArray(), StandardCharsets.UTF_8);
  }
}
