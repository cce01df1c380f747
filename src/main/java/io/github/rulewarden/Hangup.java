package io.github.rulewarden;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.HangupWatch;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGHUP, which asks daemons to read their configuration again. */
final class Hangup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

  private final Optional<HangupWatch> watch;

  private Hangup(Optional<HangupWatch> watch) {
    this.watch = watch;
  }

  /**
   * From now on {@code action} answers each, on a thread of its own; also one that came since the
   * process began. If nobody has blocked SIGHUP for it, it ends the process, as ever.
   */
  static Hangup handle(Runnable action) {
    Optional<HangupWatch> watch = watch();
    if (watch.isPresent()) {
      Thread.ofPlatform().daemon().name("hangup").start(() -> answer(watch.get(), action));
    }
    return new Hangup(watch);
  }

  private static Optional<HangupWatch> watch() {
    try {
      Optional<HangupWatch> watch = HangupWatch.open();
      if (watch.isEmpty()) {
        LOG.debug("SIGHUP is not blocked: it ends this process.");
      }
      return watch;
    } catch (KernelException e) {
      LOG.warn("SIGHUP is not heard: {}.", e.getMessage());
      return Optional.empty();
    }
  }

  private static void answer(HangupWatch watch, Runnable action) {
    try (watch) {
      while (watch.await()) {
        try {
          action.run();
        } catch (RuntimeException e) {
          LOG.error("SIGHUP was not answered", e); // The next one may be.
        }
      }
    } catch (KernelException e) {
      LOG.warn("SIGHUP is not heard any more: {}.", e.getMessage());
    }
  }

  /** Nobody answers any more. */
  @Override
  public void close() {
    watch.ifPresent(HangupWatch::end);
  }
}
