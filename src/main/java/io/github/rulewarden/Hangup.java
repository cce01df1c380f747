package io.github.rulewarden;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGHUP, which asks daemons to read their configuration again. Without a handler it ends a Java
 * program.
 *
 * <p>{@link Signal} is Java's only way to it, kept for that by JEP 260: sigaction(2) wants code
 * that may run between any two instructions, and signalfd(2) a signal that is blocked in all
 * threads, Java's own included.
 *
 * @param action is run on a thread of Java's own, once for each signal
 */
record Hangup(Runnable action) implements SignalHandler {
  /** From now on {@code action} answers. */
  static void handle(Runnable action) {
    Signal.handle(new Signal("HUP"), new Hangup(action));
  }

  @Override
  public void handle(Signal signal) {
    action.run();
  }
}
