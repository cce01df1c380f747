package io.github.rulewarden.doctor.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs of this host. */
final class RealPrograms implements Programs {
  /** The PATH of an unprivileged user often lacks the sbin directories. */
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Duration timeout;

  RealPrograms(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public Probe<String> output(List<String> command) {
    List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C", "PATH=" + PATH));
    words.addAll(command);
    try {
      return finish(command.getFirst(), new ProcessBuilder(words).start());
    } catch (IOException e) {
      return Probe.unknown(command.getFirst() + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Probe.unknown("interrupted");
    }
  }

  private Probe<String> finish(String program, Process process)
      throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      CompletableFuture<String> output = read(process.getInputStream());
      CompletableFuture<String> errors = read(process.getErrorStream());
      String text = output.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() == 127) {
        return Probe.unknown(program + " is not installed");
      }
      return process.exitValue() == 0
          ? new Probe.Known<>(text)
          : new Probe.Unknown<>(Probe.Failure.of(program + " failed: " + firstLine(errors.get())));
    } catch (TimeoutException e) {
      return Probe.unknown(program + " did not finish within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      return Probe.unknown("the output of " + program + " cannot be read");
    } finally {
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(e);
          }
        });
    return text;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("no error message");
  }
}
