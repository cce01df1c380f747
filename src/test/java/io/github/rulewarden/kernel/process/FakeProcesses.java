package io.github.rulewarden.kernel.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with the structure of /proc. */
final class FakeProcesses {
  static final int KERNEL_THREAD = 0x20_0000;

  private final Path directory;

  FakeProcesses(Path directory) {
    this.directory = directory;
  }

  ProcessFiles files() {
    return new ProcessFiles(directory + "/");
  }

  /** Adds a process of root that runs in a systemd unit. */
  FakeProcesses with(int pid, String name, int parent, String unit) {
    return with(pid, name, parent, unit, 0);
  }

  FakeProcesses with(int pid, String name, int parent, String unit, int flags) {
    write(pid, "stat", pid + " (" + name + ") S " + parent + " 1 1 0 -1 " + flags + " 0 0\n");
    write(pid, "cgroup", "0::" + (unit.isEmpty() ? "/" : "/system.slice/" + unit) + "\n");
    return status(pid, name, Integer.toString(pid), "000001ffffffffff");
  }

  /** Sets the pids of a process, from the outermost namespace inwards, and its capabilities. */
  FakeProcesses status(int pid, String pids, String capabilities) {
    return status(pid, "x", pids, capabilities);
  }

  private FakeProcesses status(int pid, String name, String pids, String capabilities) {
    write(
        pid,
        "status",
        "Name:\t" + name + "\nNSpid:\t" + pids + "\nCapEff:\t" + capabilities + "\nX:\t1\n");
    return this;
  }

  /** Removes a file of a process. */
  FakeProcesses without(int pid, String file) {
    try {
      Files.delete(directory.resolve(pid + "/" + file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the files of a process that has ended and was reaped. */
  void end(int pid) {
    without(pid, "stat").without(pid, "cgroup").without(pid, "status");
  }

  private void write(int pid, String file, String text) {
    try {
      Path process = Files.createDirectories(directory.resolve(Integer.toString(pid)));
      Files.writeString(process.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
