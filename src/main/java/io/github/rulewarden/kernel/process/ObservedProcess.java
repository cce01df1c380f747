package io.github.rulewarden.kernel.process;

import java.util.Optional;

/**
 * A process that changed a rule, as it was seen.
 *
 * @param unit the systemd unit or container that it runs in; empty if that is not known
 * @param parent who started it, if that is of its own unit and so the one who wanted the change:
 *     {@code ip} is run by {@code wg-quick}; empty for a daemon, which systemd started
 */
record ObservedProcess(ProcessStat process, String unit, Optional<ProcessStat> parent) {
  /** What is said of whom nothing is known. */
  static final String NOBODY = "";

  private static final int INIT = 1;
  private static final String SERVICE_MANAGER = "systemd";

  /** CAP_NET_ADMIN of include/uapi/linux/capability.h. */
  private static final int NET_ADMIN = 12;

  /** What a process that is being reaped has for a pid. */
  private static final String REAPED = "0";

  /**
   * Looks at the process that has this port id for its pid, and puts it into words. They are empty
   * if it cannot be the one: a port id is the pid as the process itself knows it, and in another
   * pid namespace that is somebody else's here.
   *
   * @return empty if the process is gone
   */
  static Optional<String> describe(int portId, ProcessFiles files) {
    // What is gone soonest comes first.
    Optional<ProcessStat> process = ProcessStat.parse(files.read(portId, "stat"));
    if (process.isEmpty()) {
      return Optional.empty();
    }
    if (process.get().isKernelThread()) {
      return Optional.of(NOBODY);
    }
    String group = files.read(portId, "cgroup");
    int parentId = process.get().parent();
    String parentStat = parentId > INIT ? files.read(parentId, "stat") : "";
    String parentGroup = parentStat.isEmpty() ? "" : files.read(parentId, "cgroup");
    if (!mayBeAuthor(portId, files.read(portId, "status"))) {
      return Optional.of(NOBODY);
    }
    String parentUnit = ControlGroup.unit(parentGroup);
    // Of a process that has ended, version 1 tells the root: as good as nothing.
    String unit = ControlGroup.unit(group);
    Optional<ProcessStat> parent =
        ProcessStat.parse(parentStat)
            .filter(stat -> !stat.isKernelThread() && !stat.name().equals(SERVICE_MANAGER))
            .filter(stat -> unit.isEmpty() || unit.equals(parentUnit));
    String known = unit.isEmpty() && parent.isPresent() ? parentUnit : unit;
    return Optional.of(new ObservedProcess(process.get(), known, parent).text());
  }

  /**
   * Whether the innermost of its pids is the port id, and it has the capability that changing rules
   * takes. Who is gone by now was here a moment ago: that speaks for it.
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
   * What stands behind a name, without the tabulator in between; empty without such a line.
   *
   * @param name from the line's beginning on: the first line is the process's own name for itself,
   *     which may be that of another line
   */
  private static String line(String status, String name) {
    int start = status.indexOf(name);
    int end = start < 0 ? -1 : status.indexOf('\n', start + name.length());
    return end < 0 ? "" : status.substring(start + name.length(), end).strip();
  }

  /** {@code wg-quick (pid 800) of wg-quick@wg0.service, by ip (pid 812)}. */
  String text() {
    String author = parent.orElse(process).text();
    String place = unit.isEmpty() ? author : author + " of " + unit;
    return parent.isEmpty() ? place : place + ", by " + process.text();
  }
}
