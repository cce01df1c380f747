package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A program run to its end, within ten seconds. */
public record Program(int exitCode, String output, String errors) {
  private static final long LIMIT_SECONDS = 10;

  public static Program run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    try {
      process.getOutputStream().close();
      StringBuilder errors = new StringBuilder();
      Thread reader =
          Thread.startVirtualThread(() ->
              process.errorReader().lines().forEach(line -> errors.append(line).append('\n')));
      Thread limit =
          Thread.startVirtualThread(() -> {
            try {
              if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
              }
            } catch (InterruptedException ended) {
              // It ended in time.
            }
          });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      limit.interrupt();
      reader.join();
      return new Program(exitCode, output, errors.toString());
    } finally {
      process.destroyForcibly();
    }
  }

  /** The output, if all went well. */
  public String require() {
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + ": " + errors);
    }
    return output;
  }
}
