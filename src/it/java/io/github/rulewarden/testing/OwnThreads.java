package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The threads that a daemon starts itself, as the kernel counts them. These exclude the virtual
 * machine's threads, whose names begin with a capital letter, and the launcher's thread, which only
 * waits for the others.
 */
public final class OwnThreads {
  private static final String NAME = "Name:";
  private static final String STATE = "State:";
  private static final String SWITCHES = "voluntary_ctxt_switches:";
  private static final String SLEEPING = "S";

  /**
   * The activity of a thread.
   *
   * @param function the kernel's function in which it waits; empty if it runs, or waits for a core
   * @param wakeUps how often it has waited so far; each further wait means a further wake-up. The
   *     kernel counts preemptions on a busy machine separately
   */
  public record Activity(Optional<String> function, long wakeUps) {}

  private final Path tasks;
  private final String launcher;

  /** Creates a view of the threads of a process. */
  public OwnThreads(long pid) {
    this.tasks = Path.of("/proc/" + pid + "/task");
    this.launcher = Long.toString(pid);
  }

  /** Returns the current activity of each thread, by its name. */
  public Map<String, Activity> look() throws IOException {
    Map<String, Activity> activities = new TreeMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        String status = read(thread.resolve("status"));
        if (!thread.endsWith(launcher) && !status.isEmpty()) {
          String name = value(status, NAME);
          if (Character.isLowerCase(name.charAt(0))) {
            activities.put(name, activity(status, thread));
          }
        }
      }
    }
    return activities;
  }

  private static Activity activity(String status, Path thread) {
    boolean isWaiting = value(status, STATE).startsWith(SLEEPING);
    return new Activity(
        isWaiting ? Optional.of(read(thread.resolve("wchan"))) : Optional.empty(),
        Long.parseLong(value(status, SWITCHES)));
  }

  /** Returns the file's content; empty if the thread has ended since. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException ended) {
      return "";
    }
  }

  private static String value(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key + " in " + status));
  }
}
