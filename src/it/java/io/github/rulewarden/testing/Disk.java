package io.github.rulewarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A disk that accepts no data, mounted for one process and its children. No other process sees the
 * mount, and it ends with them.
 */
public enum Disk {
  FULL(
      "mount -t tmpfs -o size=4k,mode=777 tmpfs \"$1\" && head -c 4096 /dev/zero > \"$1/ballast\""),
  READ_ONLY("mount -t tmpfs -o ro tmpfs \"$1\"");

  private final String mounting;

  Disk(String mounting) {
    this.mounting = mounting;
  }

  /** Returns the words that start a program with such a disk at {@code place}. */
  public String[] at(Path place) throws IOException {
    Files.createDirectories(place);
    return new String[] {
      "unshare",
      "--mount",
      "sh",
      "-c",
      mounting + " && shift && exec \"$@\"",
      "sh",
      place.toString()
    };
  }

  /** Makes the disk accept data from now on. */
  public void relieve(Daemon daemon, Path place) throws IOException, InterruptedException {
    String relief =
        switch (this) {
          case FULL -> "rm \"$1/ballast\"";
          case READ_ONLY -> "mount -o remount,rw,mode=777 \"$1\"";
        };
    in(daemon, List.of("sh", "-c", relief, "sh", place.toString())).require();
  }

  /** Runs a program that sees the same disks as a daemon. */
  private static Program in(Daemon daemon, List<String> command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(beside(daemon)));
    words.addAll(command);
    return Program.run(words.toArray(String[]::new));
  }

  /** Returns the words that start a program which sees the same disks as a daemon. */
  public static String[] beside(Daemon daemon) {
    return new String[] {"nsenter", "--mount", "--target", Long.toString(daemon.pid())};
  }

  /** Waits until a file, as the daemon sees it, has the expected content. */
  public static void awaitText(Daemon daemon, Path file, Predicate<String> expected)
      throws IOException {
    Path seen = Path.of("/proc/" + daemon.pid() + "/root" + file);
    if (!Patience.until(() -> holds(seen, expected))) {
      String text = Files.exists(seen) ? Files.readString(seen) : "no such file";
      throw new AssertionError(file + " does not hold what is expected: " + text);
    }
  }

  private static boolean holds(Path file, Predicate<String> expected) {
    try {
      return Files.exists(file) && expected.test(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
