package io.github.rulewarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Pauses {@code wg-quick} between two of its commands. It runs the real script, but with an {@code
 * ip} beside it that counts its calls and waits at a given call until it is released.
 */
public final class Pause {
  private static final Path WG_QUICK = Path.of("/usr/bin/wg-quick");

  private final Path directory;
  private final Path reached;
  private final Path released;

  private Pause(Path directory) {
    this.directory = directory;
    this.reached = directory.resolve("reached");
    this.released = directory.resolve("released");
  }

  /**
   * Returns a pause before the call of this number; calls are counted from 1, from now on.
   *
   * @param name the name of a directory that does not exist yet
   */
  public static Pause before(int call, TestHost host, String name) {
    Pause pause = new Pause(host.directory().resolve(name));
    try {
      pause.prepare(
          """
          echo >>calls
          if [ "$(wc -l <calls)" = %d ]; then
            : >reached
            while [ ! -e released ]; do sleep 0.005; done
          fi
          """
              .formatted(call));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pause;
  }

  /**
   * Returns a pause that keeps the first {@code ip rule add} alive after it has added its rule. The
   * daemon can always find that process, unlike in a real run.
   */
  public static Pause inTheFirstAdd(TestHost host, String name) {
    Pause pause = new Pause(host.directory().resolve(name));
    try {
      pause.prepare(
          """
          case "$*" in
            *"rule add"*)
              if [ ! -e released ]; then
                mkfifo commands && option=$1 && shift
                { echo "$*" && while [ ! -e released ]; do sleep 0.005; done; } >commands &
                PATH=$REAL exec ip "$option" -batch commands
              fi
          esac
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pause;
  }

  /**
   * Puts an {@code ip} that runs {@code hold} first beside a wg-quick, in the directory of the
   * pause.
   */
  private void prepare(String hold) throws IOException {
    Files.createDirectory(directory);
    // wg-quick searches its own directory for programs first.
    Files.copy(WG_QUICK, directory.resolve("wg-quick"));
    Path ip = directory.resolve("ip");
    Files.writeString(
        ip,
        """
        #!/bin/sh
        cd %s
        REAL=/usr/sbin:/sbin:${PATH#*:}
        %s
        cd / && PATH=$REAL exec ip "$@"
        """
            .formatted(directory, hold));
    Files.setPosixFilePermissions(ip, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        directory.resolve("wg-quick"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns the words that run wg-quick. */
  public String[] words() {
    return new String[] {"env", "PATH=" + directory + ":" + System.getenv("PATH")};
  }

  /** Waits until wg-quick is paused, or has ended without a pause; returns whether it is paused. */
  public boolean awaitHold(Thread wgQuick) {
    boolean isEither = Patience.until(() -> Files.exists(reached) || !wgQuick.isAlive());
    if (!isEither) {
      throw new AssertionError("wg-quick neither ends nor comes to that call");
    }
    return Files.exists(reached);
  }

  /** Releases wg-quick. */
  public void release() {
    try {
      Files.createFile(released);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
