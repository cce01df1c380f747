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
   * Attaches to a daemon that has nothing to send at the moment.
   *
   * @param message the message that is never sent; 1 is the first one from now on
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

  /**
   * Ends strace by SIGKILL, which lets the daemon continue; strace may miss a SIGTERM and never
   * end.
   */
  @Override
  public void leave() throws InterruptedException {
    strace.destroyForcibly().waitFor();
  }

  @Override
  public String story() {
    return "== strace " + strace.pid();
  }
}
