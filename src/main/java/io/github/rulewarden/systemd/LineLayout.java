package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * An event as lines of text: for the journal with priorities ({@code <4>}, {@code man 3
 * sd-daemon}), for people with the level's name.
 */
final class LineLayout {
  private static final String[] PRIORITIES = {"<3>", "<4>", "<6>", "<7>"};
  private static final String[] LEVELS = {"ERROR ", "WARN ", "INFO ", "DEBUG "};

  private final String[] first;
  private final String[] further;

  private LineLayout(String[] first, String[] further) {
    this.first = first;
    this.further = further;
  }

  /** Each line is an entry of its own there, so each has a priority. */
  static LineLayout forJournal() {
    return new LineLayout(PRIORITIES, PRIORITIES);
  }

  static LineLayout plain() {
    return new LineLayout(LEVELS, new String[] {"", "", "", ""});
  }

  String lines(ILoggingEvent event) {
    int level = index(event.getLevel());
    StringBuilder lines = new StringBuilder();
    append(lines, level, event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      append(lines, level, ThrowableProxyUtil.asString(thrown));
    }
    return lines.toString();
  }

  private void append(StringBuilder lines, int level, String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end;
      lines.append(lines.isEmpty() ? first[level] : further[level]);
      lines.append(text, start, next).append('\n');
      start = next + 1;
    }
  }

  private static int index(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> 0;
      case Level.WARN_INT -> 1;
      case Level.INFO_INT -> 2;
      default -> 3;
    };
  }
}
