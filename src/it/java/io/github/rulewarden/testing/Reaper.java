package io.github.rulewarden.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Kills a daemon just before one of its messages to the kernel: {@code strace} delivers SIGKILL at
 * the system call that would send it.
 */
public final class Reaper implements Guest {
  private final Process strace;

  private Reaper(Process strace) {
    this.strace = strace;
  }

  /**
   * Lies in wait for a daemon that has nothing to send at the moment.
   *
   * @param message from 1: the first message from now on is the one that is never sent
   */
  public static Reaper lieInWaitFor(TestHost host, Daemon daemon, int message) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "strace",
            "-f",
            "-p",
            Long.toString(daemon.pid()),
            "-e",
            "trace=sendto",
            "-e",
            "inject=sendto:signal=SIGKILL:when=" + message,
            "-o",
            "/dev/null");
    Process strace = builder.redirectErrorStream(true).start();
    Reaper reaper = host.receive(new Reaper(strace));
    BufferedReader words =
        new BufferedReader(new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8));
    String line = words.readLine();
    if (line == null || !line.contains("attached")) {
      throw new AssertionError("strace does not attach: " + line);
    }
    return reaper;
  }

  /** By SIGKILL, which lets the daemon go on: strace may miss a SIGTERM and wait for ever. */
  @Override
  public void leave() throws InterruptedException {
    strace.destroyForcibly().waitFor();
  }

  @Override
  public String story() {
    return "== strace " + strace.pid();
  }
}
