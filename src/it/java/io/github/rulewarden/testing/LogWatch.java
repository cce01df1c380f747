package io.github.rulewarden.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.LoggerFactory;

/** Receives the log lines of one class, in their order, instead of stderr. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Logger logger;

  public LogWatch(Class<?> writer) {
    logger = (Logger) LoggerFactory.getLogger(writer);
    start();
    logger.addAppender(this);
    logger.setAdditive(false);
  }

  /** Waits for the next line: level, blank, message. */
  public String next() throws InterruptedException {
    return lines.take();
  }

  /** Returns whether every logged line has been returned by {@link #next}. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getFormattedMessage());
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
  }
}
