package io.github.rulewarden.systemd;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes each event to stderr in one write, so that lines of two processes do not mix. */
final class StderrAppender extends AppenderBase<ILoggingEvent> {
  private final LineLayout layout;
  private final OutputStream stderr;

  StderrAppender(LineLayout layout) {
    this(layout, new FileOutputStream(FileDescriptor.err));
  }

  StderrAppender(LineLayout layout, OutputStream stderr) {
    this.layout = layout;
    this.stderr = stderr;
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      stderr.write(layout.lines(event).getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // There is no other place to report it.
    }
  }
}
