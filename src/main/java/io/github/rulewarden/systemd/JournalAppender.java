package io.github.rulewarden.systemd;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.UnixDatagram;
import java.util.Optional;

/**
 * Writes each event to the journal with its native protocol, and never blocks. An event that the
 * socket does not accept goes to stderr, which the journal reads too: then the fields are lost, but
 * not the message.
 */
final class JournalAppender extends AppenderBase<ILoggingEvent> {
  static final String SOCKET = "/run/systemd/journal/socket";

  private final String path;
  private final StderrAppender stderr;
  private Optional<DatagramPort> port = Optional.empty();

  /**
   * Writes to a socket.
   *
   * @param stderr the fallback; this appender starts it
   */
  JournalAppender(String path, StderrAppender stderr) {
    this.path = path;
    this.stderr = stderr;
  }

  @Override
  public void start() {
    stderr.setContext(getContext());
    stderr.start();
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      if (port.isEmpty()) {
        // Opened at the first event: most commands never log.
        port = Optional.of(new UnixDatagram(path)::send);
      }
      port.get().send(JournalEntry.of(event));
    } catch (KernelException | IllegalArgumentException lost) {
      stderr.doAppend(event);
    }
  }
}
