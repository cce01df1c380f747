package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineLayoutTest {
  private final Logger logger = new LoggerContext().getLogger("any");

  @Test
  void linesForTheJournalHaveSyslogPriorities() {
    assertEquals("<3>a b\n", journal(Level.ERROR, "a b"));
    assertEquals("<4>a b\n", journal(Level.WARN, "a b"));
    assertEquals("<6>a b\n", journal(Level.INFO, "a b"));
    assertEquals("<7>a b\n", journal(Level.DEBUG, "a b"));
    assertEquals("<7>a b\n", journal(Level.TRACE, "a b"));
  }

  @Test
  void plainLinesHaveTheNameOfTheLevel() {
    assertEquals("ERROR a b\n", LineLayout.plain().lines(event(Level.ERROR, "a b")));
    assertEquals("WARN a\nb\n", LineLayout.plain().lines(event(Level.WARN, "a\nb")));
  }

  @Test
  void eachLineForTheJournalHasThePriority() {
    assertEquals("<6>one\n<6>\n<6>two\n", journal(Level.INFO, "one\n\ntwo\n"));
  }

  @Test
  void everyLineOfAnExceptionHasThePriority() {
    LoggingEvent event = event(Level.ERROR, "it failed");
    event.setThrowableProxy(
        new ThrowableProxy(new IllegalStateException("outer", new RuntimeException("inner"))));
    List<String> lines = LineLayout.forJournal().lines(event).lines().toList();
    assertEquals("<3>it failed", lines.get(0));
    assertEquals("<3>java.lang.IllegalStateException: outer", lines.get(1));
    assertTrue(lines.stream().anyMatch("<3>Caused by: java.lang.RuntimeException: inner"::equals));
    assertTrue(lines.stream().allMatch(line -> line.startsWith("<3>")), lines.toString());
  }

  private String journal(Level level, String message) {
    return LineLayout.forJournal().lines(event(level, message));
  }

  private LoggingEvent event(Level level, String message) {
    return new LoggingEvent("any", logger, level, message, null, new Object[0]);
  }
}
