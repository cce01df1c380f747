package io.github.rulewarden.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Cleans up behind the demonstration, however that ends: a small process in the namespace, at the
 * other end of a pipe, which also makes the directory that it is to remove. When the pipe closes,
 * by {@link #close} or because this process was killed, it ends every process in the namespace and
 * removes the files.
 *
 * <p>Being in the namespace itself, it keeps the namespace's identity from being given to another
 * before it is done, so that it never ends a stranger's process.
 */
final class Janitor implements AutoCloseable {
  /**
   * {@code -ef} compares device and inode, which is what tells namespaces apart. The signals that
   * end the demonstration are not for the janitor, nor is it of weight that nobody reads what it
   * says.
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

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final Path directory;

  private Janitor(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts a janitor for the namespace of the calling thread.
   *
   * @param socket is removed at the end, if it is there
   */
  static Janitor start(Path socket) throws IOException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "janitor", socket.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String directory = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (directory == null) {
      throw new IOException("no directory for temporary files; see the variable TMPDIR");
    }
    return new Janitor(process, Path.of(directory));
  }

  /** A directory for files, which is removed with everything in it. */
  Path directory() {
    return directory;
  }

  /** Cleans up, and waits until it is done. Any thread may call this, also more than once. */
  @Override
  public void close() {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.flush();
    } catch (IOException e) {
      // It is gone already: then it has done its work.
    }
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
