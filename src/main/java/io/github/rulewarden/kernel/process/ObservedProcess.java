package io.github.rulewarden.kernel.process;

import java.util.Optional;

/**
 * A process that changed a rule.
 *
 * @param unit its systemd unit or container; empty if it is not known
 * @param parent its parent if that is in the same unit and therefore the cause of the change:
 *     {@code wg-quick} runs {@code ip}; empty for a daemon, whose parent is systemd
 */
record ObservedProcess(ProcessStat process, String unit, Optional<ProcessStat> parent) {
  /** The description of an unknown process. */
  static final String UNKNOWN = "";

  private static final int INIT = 1;
  private static final String SERVICE_MANAGER = "systemd";

  /** CAP_NET_ADMIN of include/uapi/linux/capability.h. */
  private static final int NET_ADMIN = 12;

  /** The pid of a process that is being reaped. */
  private static final String REAPED = "0";

  /**
   * Describes the process whose pid is the port id. The description is empty if that process cannot
   * have made the change: a port id is a pid in the pid namespace of the author, and may belong to
   * another process in ours.
   *
   * @return empty if the process is gone
   */
  static Optional<String> describe(int portId, ProcessFiles files) {
    // The file that disappears first is read first.
    Optional<ProcessStat> process = ProcessStat.parse(files.read(portId, "stat"));
    if (process.isEmpty()) {
      return Optional.empty();
    }
    if (process.get().isKernelThread()) {
      return Optional.of(UNKNOWN);
    }
    String group = files.read(portId, "cgroup");
    int parentId = process.get().parent();
    String parentStat = parentId > INIT ? files.read(parentId, "stat") : "";
    String parentGroup = parentStat.isEmpty() ? "" : files.read(parentId, "cgroup");
    if (!mayBeAuthor(portId, files.read(portId, "status"))) {
      return Optional.of(UNKNOWN);
    }
    String parentUnit = ControlGroup.unit(parentGroup);
    // Version 1 reports the root group for a process that has ended, which yields no unit.
    String unit = ControlGroup.unit(group);
    Optional<ProcessStat> parent =
        ProcessStat.parse(parentStat)
            .filter(stat -> !stat.isKernelThread() && !stat.name().equals(SERVICE_MANAGER))
            .filter(stat -> unit.isEmpty() || unit.equals(parentUnit));
    String knownUnit = unit.isEmpty() && parent.isPresent() ? parentUnit : unit;
    return Optional.of(new ObservedProcess(process.get(), knownUnit, parent).text());
  }

  /**
   * Whether its innermost pid is the port id, and it has the capability to change rules. A process
   * that is gone now existed a moment ago, so it may be the author.
   */
  private static boolean mayBeAuthor(int portId, String status) {
    String pids = line(status, "\nNSpid:");
    String capabilities = line(status, "\nCapEff:");
    if (pids.isEmpty() || capabilities.isEmpty()) {
      return true;
    }
    String innermost = pids.substring(pids.lastIndexOf('\t') + 1);
    long effective = Long.parseUnsignedLong(capabilities, 16);
    return (innermost.equals(Integer.toString(portId)) || innermost.equals(REAPED))
        && (effective >>> NET_ADMIN & 1) != 0;
  }

  /**
   * The value after a name, without the tab; empty if there is no such line.
   *
   * @param name with the preceding line feed: the first line contains the name of the process,
   *     which may look like another line
   */
  private static String line(String status, String name) {
    int start = status.indexOf(name);
    int end = start < 0 ? -1 : status.indexOf('\n', start + name.length());
    return end < 0 ? "" : status.substring(start + name.length(), end).strip();
  }

  /** {@code wg-quick (pid 800) of wg-quick@wg0.service, by ip (pid 812)}. */
  String text() {
    String author = parent.orElse(process).text();
    String located = unit.isEmpty() ? author : author + " of " + unit;
    return parent.isEmpty() ? located : located + ", by " + process.text();
  }
}
