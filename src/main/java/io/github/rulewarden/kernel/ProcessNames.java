package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names the process behind a netlink port id. The kernel gives a process's first netlink socket the
 * process's pid as its port id, and others a number above the largest pid; so this is right for
 * {@code ip}, and silent rather than wrong for most others.
 */
final class ProcessNames implements Attribution {
  @Override
  public String describe(int portId) {
    if (portId <= 0) {
      return "";
    }
    String pid = Integer.toString(portId);
    try {
      return Files.readString(Path.of("/proc", pid, "comm")).strip() + " (pid " + pid + ")";
    } catch (IOException e) {
      return "a process that is gone (pid " + pid + ")";
    }
  }
}
