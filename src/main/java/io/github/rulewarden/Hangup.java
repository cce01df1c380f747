package io.github.rulewarden;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.HangupWatch;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles SIGHUP, which makes the daemon read its configuration again. */
final class Hangup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

  private final Optional<HangupWatch> watch;

  private Hangup(Optional<HangupWatch> watch) {
    this.watch = watch;
  }

  /**
   * Runs {@code action} for each signal, on a thread of its own, including one that arrived after
   * the process started. If SIGHUP is not blocked in this process, it terminates the process as
   * usual.
   */
  static Hangup handle(Runnable action) {
    Optional<HangupWatch> watch = watch();
    if (watch.isPresent()) {
      Thread.ofPlatform().daemon().name("hangup").start(() -> handleAll(watch.get(), action));
    }
    return new Hangup(watch);
  }

  private static Optional<HangupWatch> watch() {
    try {
      Optional<HangupWatch> watch = HangupWatch.open();
      if (watch.isEmpty()) {
        LOG.debug("SIGHUP is not blocked: it terminates this process.");
      }
      return watch;
    } catch (KernelException e) {
      LOG.warn(
          "SIGHUP is not handled: {}. To apply a new configuration, restart the daemon.",
          e.getMessage());
      return Optional.empty();
    }
  }

  private static void handleAll(HangupWatch watch, Runnable action) {
    try (watch) {
      while (watch.await()) {
        try {
          action.run();
        } catch (RuntimeException e) {
          LOG.error("SIGHUP was not handled", e); // The next one may succeed.
        }
      }
    } catch (KernelException e) {
      LOG.warn(
          "SIGHUP is no longer handled: {}. To apply a new configuration, restart the daemon.",
          e.getMessage());
    }
  }

  /** Stops the thread. */
  @Override
  public void close() {
    watch.ifPresent(HangupWatch::end);
  }
}
