package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * Formats an event as lines of text: with priorities ({@code <4>}, {@code man 3 sd-daemon}) for the
 * journal, with the name of the level otherwise.
 */
final class LineLayout {
  private static final String[] PRIORITIES = {"<3>", "<4>", "<6>", "<7>"};
  private static final String[] LEVELS = {"ERROR ", "WARN ", "INFO ", "DEBUG "};

  private final String[] firstPrefixes;
  private final String[] furtherPrefixes;

  private LineLayout(String[] firstPrefixes, String[] furtherPrefixes) {
    this.firstPrefixes = firstPrefixes;
    this.furtherPrefixes = furtherPrefixes;
  }

  /** Returns the layout for the journal, where each line is an entry and needs a priority. */
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
      lines.append(lines.isEmpty() ? firstPrefixes[level] : furtherPrefixes[level]);
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
