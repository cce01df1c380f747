package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * An event as lines of text: for the journal each with its priority ({@code <4>}, {@code man 3
 * sd-daemon}), for people with the level's name.
 */
final class LineLayout {
  private final String error;
  private final String warning;
  private final String info;
  private final String debug;

  private LineLayout(String error, String warning, String info, String debug) {
    this.error = error;
    this.warning = warning;
    this.info = info;
    this.debug = debug;
  }

  static LineLayout forJournal() {
    return new LineLayout("<3>", "<4>", "<6>", "<7>");
  }

  static LineLayout plain() {
    return new LineLayout("ERROR ", "WARN ", "INFO ", "DEBUG ");
  }

  String lines(ILoggingEvent event) {
    StringBuilder lines = new StringBuilder();
    append(lines, event, event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      append(lines, event, ThrowableProxyUtil.asString(thrown));
    }
    return lines.toString();
  }

  private void append(StringBuilder lines, ILoggingEvent event, String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end;
      lines.append(prefix(event.getLevel())).append(text, start, next).append('\n');
      start = next + 1;
    }
  }

  private String prefix(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> error;
      case Level.WARN_INT -> warning;
      case Level.INFO_INT -> info;
      default -> debug;
    };
  }
}
