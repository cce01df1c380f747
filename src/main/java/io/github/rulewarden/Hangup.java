package io.github.rulewarden;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.HangupWatch;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGHUP, which asks daemons to read their configuration again. */
final class Hangup {
  private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

  private Hangup() {}

  /**
   * From now on {@code action} answers each, on a thread of its own; also one that came since the
   * process began. If nobody has blocked SIGHUP for it, it ends the process, as ever.
   */
  static void handle(Runnable action) {
    try {
      Optional<HangupWatch> watch = HangupWatch.open();
      if (watch.isPresent()) {
        Thread.ofPlatform().daemon().name("hangup").start(() -> answer(watch.get(), action));
      } else {
        LOG.debug("SIGHUP is not blocked: it ends this process.");
      }
    } catch (KernelException e) {
      LOG.warn("SIGHUP is not heard: {}.", e.getMessage());
    }
  }

  private static void answer(HangupWatch watch, Runnable action) {
    while (true) {
      watch.await();
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("SIGHUP was not answered", e); // The next one may be.
      }
    }
  }
}
