package io.github.rulewarden.doctor.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of a host, read from {@code /proc} (proc(5)). */
public final class Processes {
  /**
   * One process.
   *
   * @param name its comm, at most 15 characters
   * @param words its command line; empty for a kernel thread
   * @param sockets the inodes of its sockets; empty if this user may not read them
   */
  public record Entry(long pid, String name, List<String> words, List<Long> sockets) {
    public Entry {
      words = List.copyOf(words);
      sockets = List.copyOf(sockets);
    }
  }

  private Processes() {}

  /** All running processes. */
  public static List<Entry> of(HostFiles files) {
    List<Entry> processes = new ArrayList<>();
    for (String name : files.names("/proc").ifKnown().orElse(List.of())) {
      if (isNumber(name)) {
        entry(files, name).ifPresent(processes::add);
      }
    }
    return processes;
  }

  /** Empty if it has exited meanwhile. */
  private static Optional<Entry> entry(HostFiles files, String pid) {
    String directory = "/proc/" + pid + "/";
    Optional<String> name = text(files, directory + "comm");
    Optional<String> line = text(files, directory + "cmdline");
    if (name.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            Long.parseLong(pid),
            name.get().strip(),
            words(line.get()),
            sockets(files, directory + "fd")));
  }

  /** Each word ends with a NUL, unless the process has overwritten its command line. */
  private static List<String> words(String line) {
    String text = line.endsWith("\0") ? line.substring(0, line.length() - 1) : line;
    return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
  }

  private static List<Long> sockets(HostFiles files, String directory) {
    List<Long> inodes = new ArrayList<>();
    for (String descriptor : files.names(directory).ifKnown().orElse(List.of())) {
      String target = files.link(directory + "/" + descriptor).orElse("");
      if (target.startsWith("socket:[") && target.endsWith("]")) {
        inodes.add(Long.parseLong(target.substring("socket:[".length(), target.length() - 1)));
      }
    }
    return inodes;
  }

  private static Optional<String> text(HostFiles files, String path) {
    return files.text(path).ifKnown().flatMap(text -> text);
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() <= 10;
  }
}
