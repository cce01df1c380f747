package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs in the namespace. Their output goes to files: a pipe would stay open as long as a
 * process that they leave running (wireguard-go).
 */
final class Commands {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final NetworkNamespace namespace;
  private final Path directory;
  private final SearchPath programs;
  private volatile boolean isClosed;

  /**
   * Runs programs of a search path.
   *
   * @param directory for the output of the programs
   */
  Commands(NetworkNamespace namespace, Path directory, SearchPath programs) {
    this.namespace = namespace;
    this.directory = directory;
    this.programs = programs;
  }

  /**
   * Runs a program and waits for its end.
   *
   * @return its output
   * @throws ManagerException UNREACHABLE with its output, if it fails or does not end
   */
  String run(String... words) throws ManagerException {
    try {
      Path output = Files.createTempFile(directory, "output", "");
      Process process = start(output, Map.of(), words);
      boolean ended = process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        String how =
            ended
                ? "failed with exit code " + process.exitValue()
                : "did not end within 20 seconds";
        throw failure(words, how, printed);
      }
      return printed;
    } catch (IOException e) {
      throw failure(words, "failed", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(words, "was interrupted", "");
    }
  }

  /** Whether a program can be run and succeeds; its output is ignored. */
  boolean succeeds(String... words) {
    try {
      run(words);
      return true;
    } catch (ManagerException e) {
      return false;
    }
  }

  /**
   * Starts a program that keeps running.
   *
   * @param output a file for its output
   * @param environment in addition to this process's own
   */
  Process start(Path output, Map<String, String> environment, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(words));
    // The program is searched for here: ProcessBuilder would use this process's own PATH.
    programs.find(words[0]).ifPresent(found -> command.set(0, found.toString()));
    File file = output.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("PATH", programs.text());
    builder.environment().put("LC_ALL", "C");
    // With a level set, wireguard-go would print even after wg-quick has ended.
    builder.environment().remove("LOG_LEVEL");
    builder.environment().putAll(environment);
    return namespace.<Process, IOException>run(() -> {
      if (isClosed) {
        throw new IOException("the demonstration is over");
      }
      return builder.start();
    });
  }

  /** Prevents the start of further programs. */
  void close() {
    isClosed = true;
  }

  private static ManagerException failure(String[] words, String how, String printed) {
    String sentence = "`" + String.join(" ", words) + "` " + how;
    return new ManagerException(
        Kind.UNREACHABLE, printed.isBlank() ? sentence + "." : sentence + ":\n" + printed.strip());
  }
}
