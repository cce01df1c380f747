package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * Sets logback up without a file: to stderr, or to the journal if stderr is that, {@code
 * RULEWARDEN_LOG=error|warn|info|debug} and more. Logback finds this class by {@code
 * META-INF/services}. In code because reading the XML form costs a hundred milliseconds of the
 * start.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  static final String VARIABLE = "RULEWARDEN_LOG";

  /** Whose debugging is of no use here. */
  private static final String DBUS_JAVA = "org.freedesktop";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    configure(context, System.getenv());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static void configure(LoggerContext context, Map<String, String> environment) {
    Appender<ILoggingEvent> appender =
        JournalStream.isStderr(environment)
            ? new JournalAppender(
                JournalAppender.SOCKET, new StderrAppender(LineLayout.forJournal()))
            : new StderrAppender(LineLayout.plain());
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);

    String word = environment.getOrDefault(VARIABLE, "info");
    Level level = level(word);
    root.setLevel(level);
    context.getLogger(DBUS_JAVA).setLevel(level == Level.ERROR ? level : Level.WARN);
    if (!word.equalsIgnoreCase(level.toString())) {
      root.warn("{} is '{}': expected error, warn, info or debug. Taking info.", VARIABLE, word);
    }
  }

  private static Level level(String word) {
    return switch (word) {
      case "error", "ERROR" -> Level.ERROR;
      case "warn", "WARN" -> Level.WARN;
      case "debug", "DEBUG" -> Level.DEBUG;
      default -> Level.INFO;
    };
  }
}
