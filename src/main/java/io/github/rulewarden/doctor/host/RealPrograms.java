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

/** Programs of this machine. */
final class RealPrograms implements Programs {
  /** A plain user's PATH often lacks those of the administrator. */
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Duration patience;

  RealPrograms(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Probe<String> output(List<String> command) {
    List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C", "PATH=" + PATH));
    words.addAll(command);
    try {
      return finish(command.getFirst(), new ProcessBuilder(words).start());
    } catch (IOException e) {
      return new Probe.Unknown<>(command.getFirst() + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Probe.Unknown<>("interrupted");
    }
  }

  private Probe<String> finish(String program, Process process)
      throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      CompletableFuture<String> output = read(process.getInputStream());
      CompletableFuture<String> errors = read(process.getErrorStream());
      String text = output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() == 127) {
        return new Probe.Unknown<>(program + " is not installed");
      }
      return process.exitValue() == 0
          ? new Probe.Known<>(text)
          : new Probe.Unknown<>(program + " says: " + firstLine(errors.get()));
    } catch (TimeoutException e) {
      return new Probe.Unknown<>(program + " did not end within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Probe.Unknown<>("the output of " + program + " cannot be read");
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
    return text.lines().findFirst().orElse("nothing");
  }
}
