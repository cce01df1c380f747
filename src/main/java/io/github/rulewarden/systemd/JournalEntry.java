package io.github.rulewarden.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.rulewarden.netlink.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A log event as the journal takes it: fields one behind the other, each {@code NAME=value} and a
 * line end; a value of several lines has its length before it instead, 64 bits little-endian
 * ({@code https://systemd.io/JOURNAL_NATIVE_PROTOCOL}).
 */
final class JournalEntry {
  /**
   * In characters. The kernel takes datagrams of 200 KiB; what is longer would have to go by a
   * sealed file, and nobody reads such a message.
   */
  static final int LONGEST = 32 << 10;

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
        && arguments[arguments.length - 1] instanceof JournalFields more) {
      entry.put(more);
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

  private void put(JournalFields more) {
    put("MESSAGE_ID", more.messageId());
    put("RULEWARDEN_EVENT", more.event());
    put("RULEWARDEN_NETNS", more.scope().text());
    if (more.family().isPresent()) {
      put("RULEWARDEN_FAMILY", more.family().get().text());
    }
    for (String priority : more.priorities()) {
      put("RULEWARDEN_PRIORITY", priority);
    }
    if (!more.opponent().isEmpty()) {
      put("RULEWARDEN_OPPONENT", more.opponent());
    }
    if (!more.state().isEmpty()) {
      put("RULEWARDEN_STATE", more.state());
    }
  }

  private void put(String name, String value) {
    String part = value.length() > LONGEST ? value.substring(0, LONGEST) + SHORTENED : value;
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
