package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LogProviderTest {
  @ParameterizedTest
  @CsvSource({
    "error,ERROR,ERROR",
    "warn,WARN,WARN",
    "info,INFO,WARN",
    "debug,DEBUG,WARN",
    "DEBUG,DEBUG,WARN"
  })
  void theVariableSetsTheLevelAndDbusJavaStaysQuiet(
      String word, String rulewarden, String dbusJava) {
    LoggerContext context = configured(Map.of("RULEWARDEN_LOG", word));
    assertEquals(rulewarden, level(context, "io.github.rulewarden.Any"));
    assertEquals(dbusJava, level(context, "org.freedesktop.dbus.Any"));
  }

  @Test
  void withoutTheVariableTheLevelIsInfo() {
    assertEquals("INFO", level(configured(Map.of()), "any"));
  }

  @Test
  void anUnknownLevelIsInfo() {
    assertEquals("INFO", level(configured(Map.of("RULEWARDEN_LOG", "loud")), "any"));
  }

  @Test
  void theTestsUseThisProvider() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    assertEquals(StderrAppender.class, root.iteratorForAppenders().next().getClass());
  }

  @Test
  void stderrIsTheJournalOnlyIfTheStreamMatches() throws Exception {
    Map<String, Object> stderr = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
    String stream = stderr.get("dev") + ":" + stderr.get("ino");
    assertTrue(JournalStream.isStderr(Map.of("JOURNAL_STREAM", stream)));
    assertFalse(JournalStream.isStderr(Map.of("JOURNAL_STREAM", stream + "1")));
    assertFalse(JournalStream.isStderr(Map.of()));
  }

  private static String level(LoggerContext context, String logger) {
    return context.getLogger(logger).getEffectiveLevel().toString();
  }

  private static LoggerContext configured(Map<String, String> environment) {
    LoggerContext context = new LoggerContext();
    LogProvider.configure(context, environment);
    return context;
  }
}
