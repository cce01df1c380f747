package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The result of a program that has ended. */
public record Program(int exitCode, String output, String errors) {
  /** Runs a command to its end. */
  public static Program run(String... command) throws IOException, InterruptedException {
    return finish(new ProcessBuilder(command).start());
  }

  /** Waits for the end of a process; kills a process that hangs. */
  public static Program finish(Process process) throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      StringBuilder errors = new StringBuilder();
      Thread reader =
          Thread.startVirtualThread(() ->
              process.errorReader().lines().forEach(line -> errors.append(line).append('\n')));
      Thread killer =
          Thread.startVirtualThread(() -> {
            try {
              if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
              }
            } catch (InterruptedException ended) {
              // The process ended in time.
            }
          });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      killer.interrupt();
      reader.join();
      return new Program(exitCode, output, errors.toString());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Returns the output; throws an exception if the program failed. */
  public String require() {
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + ": " + errors);
    }
    return output;
  }
}
