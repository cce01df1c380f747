package io.github.rulewarden.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Cleans up after the demonstration, however it ends. A shell process in the namespace creates the
 * directory for files and waits on a pipe. When the pipe is closed, by {@link #close} or because
 * this process was killed, the shell kills every process in the namespace and removes the files.
 *
 * <p>The process is in the namespace itself, so the namespace's identity cannot be reused before it
 * has finished, and it never kills an unrelated process.
 */
final class Cleanup implements AutoCloseable {
  /**
   * {@code -ef} compares device and inode, which identify a namespace. The script ignores the
   * signals that end the demonstration, and a closed output.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM PIPE
      directory=$(mktemp -d -t rulewarden-demo-XXXXXX) || exit
      echo "$directory"
      read -r _
      for signal in TERM TERM KILL; do
        rounds=0
        while [ $rounds -lt 20 ]; do
          left=
          for process in /proc/[0-9]*; do
            if [ "$process" != /proc/$$ ] && [ "$process/ns/net" -ef /proc/$$/ns/net ]; then
              [ $rounds -gt 0 ] || kill -$signal "${process#/proc/}"
              left=yes
            fi
          done
          [ "$left" ] || break
          rounds=$((rounds + 1))
          sleep 0.05
        done
      done 2>/dev/null
      rm -rf -- "$directory"
      rm -f -- "$1"
      """;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Process process;
  private final Path directory;

  private Cleanup(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts the process in the namespace of the calling thread.
   *
   * @param socket a file that is removed at the end, if it exists
   */
  static Cleanup start(Path socket) throws IOException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "cleanup", socket.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String directory = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (directory == null) {
      throw new IOException(
          "no directory for temporary files can be created; set TMPDIR to a writable directory");
    }
    return new Cleanup(process, Path.of(directory));
  }

  /** Returns a directory for files, which is removed with its contents. */
  Path directory() {
    return directory;
  }

  /** Cleans up and waits for the end. Any thread may call this, also more than once. */
  @Override
  public void close() {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.flush();
    } catch (IOException e) {
      // The process has exited, so it has cleaned up.
    }
    try {
      process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
