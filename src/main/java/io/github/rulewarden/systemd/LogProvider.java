package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Provides logback to slf4j, configured without a file: it logs to stderr, or to the journal if
 * stderr is connected to it, from the level that {@code RULEWARDEN_LOG=error|warn|info|debug} sets.
 *
 * <p>The configuration is code because reading an XML file costs a hundred milliseconds at the
 * start. The provider is named to slf4j because a search through all jars costs ten milliseconds,
 * and so does logback's own provider.
 */
public final class LogProvider implements SLF4JServiceProvider {
  static final String VARIABLE = "RULEWARDEN_LOG";

  /** Its debug messages are of no use here. */
  private static final String DBUS_JAVA = "org.freedesktop";

  /** The newest version of the slf4j API that this class supports. */
  private static final String REQUESTED_API = "2.0.99";

  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter diagnosticContext = new LogbackMDCAdapter();
  private final IMarkerFactory markers = new BasicMarkerFactory();

  /** Names this class to slf4j. Must be called before the first logger is created. */
  public static void choose() {
    System.setProperty("slf4j.provider", LogProvider.class.getName());
    // Otherwise slf4j reports on stderr that a provider was named.
    System.setProperty("slf4j.internal.verbosity", "WARN");
  }

  @Override
  public void initialize() {
    context.setName("default");
    context.setMDCAdapter(diagnosticContext);
    configure(context, System.getenv());
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return diagnosticContext;
  }

  @Override
  public String getRequestedApiVersion() {
    return REQUESTED_API;
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
      root.warn(
          "{} is '{}', expected error, warn, info or debug; the level is info.", VARIABLE, word);
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
