package io.github.rulewarden.kernel.process;

/**
 * The systemd unit or the container of a process, derived from the path of its control group
 * ({@code /proc/PID/cgroup}, {@code man 7 cgroups}; {@code cg_path_get_unit} in systemd's {@code
 * cgroup-util.c}).
 */
final class ControlGroup {
  /** The kinds of units that hold processes. */
  private static final String[] UNITS = {".service", ".scope", ".socket", ".mount", ".swap"};

  private static final String USER_MANAGER = "user@";
  private static final String SERVICE = ".service";

  /** The suffix that the kernel appends after the group was removed. */
  private static final String DELETED = " (deleted)";

  /** The number of digits of a container id that container managers show. */
  private static final int SHOWN_DIGITS = 12;

  private static final int MINIMUM_DIGITS = 32;

  private ControlGroup() {}

  /**
   * Such as {@code wg-quick@wg0.service}, {@code vpn.service of user 1000}, {@code
   * docker-0123456789ab.scope}; empty if there is none or it is not known.
   *
   * @param lines the content of {@code /proc/PID/cgroup}, of a hierarchy of version 1, 2 or both
   */
  static String unit(String lines) {
    String named = unitOf(path(lines, ":name=systemd:"));
    // A user may create groups below their own with any name without a slash and a line feed.
    return Printable.of(named.isEmpty() ? unitOf(path(lines, "0::")) : named);
  }

  /** Returns the rest of the line after {@code mark}, which is at its start or after its number. */
  private static String path(String lines, String mark) {
    int start = 0;
    while (start < lines.length()) {
      int end = lines.indexOf('\n', start);
      int next = end < 0 ? lines.length() : end;
      int position = lines.indexOf(mark, start);
      int first = lines.indexOf(':', start);
      if (position == start || (position >= 0 && position == first)) {
        return lines.substring(position + mark.length(), next);
      }
      start = next + 1;
    }
    return "";
  }

  private static String unitOf(String path) {
    String existing =
        path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    String manager = "";
    String parent = "";
    for (int start = 0; start < existing.length(); ) {
      int end = existing.indexOf('/', start);
      String name = name(existing.substring(start, end < 0 ? existing.length() : end));
      start = end < 0 ? existing.length() : end + 1;
      if (isUnit(name)) {
        if (!manager.isEmpty()) {
          return name.equals("init.scope") ? manager : name + " of user " + user(manager);
        }
        if (!name.startsWith(USER_MANAGER) || !name.endsWith(SERVICE)) {
          return shortened(name);
        }
        manager = name;
      } else if (manager.isEmpty() && isContainer(name)) {
        return parent.isEmpty() ? shortened(name) : parent + "/" + shortened(name);
      }
      if (!name.endsWith(".slice")) {
        parent = name;
      }
    }
    return manager;
  }

  /** systemd adds an underscore to a name that could be confused with a file of the kernel. */
  private static String name(String component) {
    return component.startsWith("_") ? component.substring(1) : component;
  }

  private static boolean isUnit(String name) {
    for (String suffix : UNITS) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        return true;
      }
    }
    return false;
  }

  /** Without systemd, container managers name the group after the container id or a payload. */
  private static boolean isContainer(String name) {
    return name.startsWith("lxc.payload.")
        || (name.length() >= MINIMUM_DIGITS && digits(name, 0) == name.length());
  }

  private static String user(String manager) {
    return manager.substring(USER_MANAGER.length(), manager.length() - SERVICE.length());
  }

  /** Shortens the container id to the digits that its manager shows. */
  private static String shortened(String name) {
    for (int start = 0; start + MINIMUM_DIGITS <= name.length(); start++) {
      int digits = digits(name, start);
      if (digits >= MINIMUM_DIGITS) {
        return name.substring(0, start + SHOWN_DIGITS) + name.substring(start + digits);
      }
    }
    return name;
  }

  /** The number of hexadecimal digits from {@code start} on. */
  private static int digits(String name, int start) {
    int end = start;
    while (end < name.length() && Character.digit(name.charAt(end), 16) >= 0) {
      end++;
    }
    return end - start;
  }
}
