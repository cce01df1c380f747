package io.github.rulewarden.systemd;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.UnixDatagram;
import java.util.Optional;

/**
 * Writes each event to the journal by its native protocol, and never waits for it. What its socket
 * does not take goes to stderr, which the journal reads, too: fields are lost then, sentences not.
 */
final class JournalAppender extends AppenderBase<ILoggingEvent> {
  static final String SOCKET = "/run/systemd/journal/socket";

  private final String path;
  private final StderrAppender stderr;
  private Optional<DatagramPort> port = Optional.empty();

  /**
   * @param stderr is started by this appender
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
        // Not before there is something to say: most commands never do.
        port = Optional.of(new UnixDatagram(path)::send);
      }
      port.get().send(JournalEntry.of(event));
    } catch (KernelException | IllegalArgumentException lost) {
      stderr.doAppend(event);
    }
  }
}
