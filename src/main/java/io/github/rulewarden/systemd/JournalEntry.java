package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.rulewarden.netlink.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A log event in the journal's native format: a sequence of fields, each {@code NAME=value} and a
 * line end. A value of several lines is instead preceded by its length, 64 bits little-endian
 * ({@code https://systemd.io/JOURNAL_NATIVE_PROTOCOL}).
 */
final class JournalEntry {
  /**
   * The longest value, in characters. The kernel accepts datagrams of 200 KiB; a longer entry would
   * have to be sent in a sealed file, and no operator reads such a message.
   */
  static final int MAX_LENGTH = 32 << 10;

  private static final String SHORTENED = " (shortened)";

  private final ByteArrayOutputStream fields = new ByteArrayOutputStream(512);

  private JournalEntry() {}

  static Bytes of(ILoggingEvent event) {
    JournalEntry entry = new JournalEntry();
    entry.put("MESSAGE", message(event));
    entry.put("PRIORITY", priority(event.getLevel()));
    entry.put("SYSLOG_IDENTIFIER", "rulewarden");
    Object[] arguments = event.getArgumentArray();
    if (arguments != null
        && arguments.length > 0
        && arguments[arguments.length - 1] instanceof JournalFields journalFields) {
      entry.put(journalFields);
    }
    return Bytes.owning(entry.fields.toByteArray());
  }

  private static String message(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null
        ? event.getFormattedMessage()
        : event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(thrown).strip();
  }

  private static String priority(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> "3";
      case Level.WARN_INT -> "4";
      case Level.INFO_INT -> "6";
      default -> "7";
    };
  }

  private void put(JournalFields journalFields) {
    put("MESSAGE_ID", journalFields.messageId());
    put("RULEWARDEN_EVENT", journalFields.event());
    put("RULEWARDEN_NETNS", journalFields.scope().text());
    if (journalFields.family().isPresent()) {
      put("RULEWARDEN_FAMILY", journalFields.family().get().text());
    }
    for (String priority : journalFields.priorities()) {
      put("RULEWARDEN_PRIORITY", priority);
    }
    if (!journalFields.opponent().isEmpty()) {
      put("RULEWARDEN_OPPONENT", journalFields.opponent());
    }
    if (!journalFields.state().isEmpty()) {
      put("RULEWARDEN_STATE", journalFields.state());
    }
  }

  private void put(String name, String value) {
    String part = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + SHORTENED : value;
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    fields.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    if (part.indexOf('\n') < 0) {
      fields.write('=');
    } else {
      fields.write('\n');
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        fields.write((int) ((long) bytes.length >>> shift));
      }
    }
    fields.writeBytes(bytes);
    fields.write('\n');
  }
}
