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
 * Logback as slf4j gets it, set up without a file: to stderr, or to the journal if stderr is that,
 * {@code RULEWARDEN_LOG=error|warn|info|debug} and more.
 *
 * <p>In code because reading the XML form costs a hundred milliseconds of the start; and named to
 * slf4j, because looking through every jar for whom there is costs ten, as does what logback's own
 * provider does beside.
 */
public final class LogProvider implements SLF4JServiceProvider {
  static final String VARIABLE = "RULEWARDEN_LOG";

  /** Whose debugging is of no use here. */
  private static final String DBUS_JAVA = "org.freedesktop";

  /** The newest version of slf4j's interface that this is written for. */
  private static final String REQUESTED_API = "2.0.99";

  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter diagnosticContext = new LogbackMDCAdapter();
  private final IMarkerFactory markers = new BasicMarkerFactory();

  /** Names this class to slf4j. Before the first logger is made, else it comes too late. */
  public static void choose() {
    System.setProperty("slf4j.provider", LogProvider.class.getName());
    // It would tell on stderr that it was told.
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
