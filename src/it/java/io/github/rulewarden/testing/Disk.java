package io.github.rulewarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A disk that takes nothing, for one process and those that it starts: mounted where nobody else
 * sees it, and gone with them.
 */
public enum Disk {
  FULL(
      "mount -t tmpfs -o size=4k,mode=777 tmpfs \"$1\" && head -c 4096 /dev/zero > \"$1/ballast\""),
  READ_ONLY("mount -t tmpfs -o ro tmpfs \"$1\"");

  private final String mounting;

  Disk(String mounting) {
    this.mounting = mounting;
  }

  /** The words that start a program with such a disk at {@code place}. */
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

  /** From now on it takes something. */
  public void relieve(Daemon daemon, Path place) throws IOException, InterruptedException {
    String relief =
        switch (this) {
          case FULL -> "rm \"$1/ballast\"";
          case READ_ONLY -> "mount -o remount,rw,mode=777 \"$1\"";
        };
    in(daemon, List.of("sh", "-c", relief, "sh", place.toString())).require();
  }

  /** Runs a program that sees the disks as a daemon does. */
  private static Program in(Daemon daemon, List<String> command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(beside(daemon)));
    words.addAll(command);
    return Program.run(words.toArray(String[]::new));
  }

  /** The words that start a program which sees the disks as a daemon does. */
  public static String[] beside(Daemon daemon) {
    return new String[] {"nsenter", "--mount", "--target", Long.toString(daemon.pid())};
  }

  /** Waits until a file, in a daemon's eyes, holds what is expected. */
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
