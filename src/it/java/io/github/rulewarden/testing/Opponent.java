package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that undoes each move of its rule: every millisecond it deletes the rule, wherever it
 * is, and adds it again without priority. A single process of {@code ip} does so, and its port id
 * is its pid.
 */
public final class Opponent implements Guest {
  private static final String RULE = "not fwmark 51820 table 51820";
  private static final long INTERVAL_NANOS = 1_000_000;

  private final Process process;
  private final Thread thread;
  private volatile boolean isFighting = true;
  private final AtomicLong rounds = new AtomicLong();

  private Opponent(Process process) {
    this.process = process;
    this.thread = Thread.ofPlatform().name("opponent").start(this::fight);
  }

  /** Starts the opponent. */
  public static Opponent on(TestHost host, Family family) {
    ProcessBuilder builder =
        new ProcessBuilder("ip", family.option(), "-force", "-batch", "-")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    return host.receive(new Opponent(host.start(builder)));
  }

  /** Returns the name by which the daemon reports the opponent. */
  public String name() {
    return "ip (pid " + process.pid() + ")";
  }

  /** Returns how often the opponent has put its rule ahead so far. */
  public long rounds() {
    return rounds.get();
  }

  /** Waits until the opponent has put its rule ahead this often. */
  public void awaitRounds(long count) {
    if (!Patience.until(() -> rounds() >= count)) {
      throw new AssertionError("it does not fight: " + story());
    }
  }

  /** Ends the opponent; the rule stays where the opponent added it last. */
  public void giveUp() throws InterruptedException {
    isFighting = false;
    thread.join();
    process.waitFor();
  }

  private void fight() {
    try (Writer commands = process.outputWriter()) {
      for (long next = System.nanoTime(); isFighting; next += INTERVAL_NANOS) {
        commands.write("rule del " + RULE + "\nrule add " + RULE + "\n");
        commands.flush();
        rounds.incrementAndGet();
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void leave() throws InterruptedException {
    giveUp();
  }

  @Override
  public String story() {
    return "== " + name() + ", " + rounds + " rounds";
  }
}
