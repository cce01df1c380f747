package io.github.rulewarden.cli;

import io.github.rulewarden.testing.Guest;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.TestHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command that runs until it is stopped, and its output. */
final class LiveCommand implements Guest {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Queue<String> story = new ConcurrentLinkedQueue<>();

  private LiveCommand(Process process) {
    this.process = process;
    Thread.startVirtualThread(this::listen);
  }

  static LiveCommand start(TestHost host, List<String> by, String... words) {
    return host.receive(new LiveCommand(Rulewarden.start(host, by, words)));
  }

  private void listen() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        story.add(line);
        lines.add(line);
      }
    } catch (IOException ended) {
      // The test is over.
    }
  }

  /** Waits for a line that matches and was not awaited before; skips the lines before it. */
  String await(String pattern) throws InterruptedException {
    while (true) {
      String line = lines.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("no line matches " + pattern + " in\n" + story);
      }
      if (line.matches(pattern)) {
        return line;
      }
    }
  }

  /** Types keys, such as Ctrl-C. */
  void type(String keys) throws IOException {
    process.outputWriter().append(keys).flush();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it does not end; it wrote\n" + story);
    }
    return process.exitValue();
  }

  @Override
  public void leave() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public String story() {
    return "== live\n" + String.join("\n", story);
  }
}
