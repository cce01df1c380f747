package io.github.rulewarden.kernel.process;

/**
 * The systemd unit or the container that a process runs in, as the path of its control group tells
 * ({@code /proc/PID/cgroup}, {@code man 7 cgroups}; {@code cg_path_get_unit} in systemd's {@code
 * cgroup-util.c}).
 */
final class ControlGroup {
  /** The kinds of units that hold processes. */
  private static final String[] UNITS = {".service", ".scope", ".socket", ".mount", ".swap"};

  private static final String USER_MANAGER = "user@";
  private static final String SERVICE = ".service";

  /** What the kernel appends once the group itself is gone. */
  private static final String DELETED = " (deleted)";

  /** Of a container's name of 64 digits so many are shown, as container managers do. */
  private static final int SHOWN_DIGITS = 12;

  private static final int LEAST_DIGITS = 32;

  private ControlGroup() {}

  /**
   * Such as {@code wg-quick@wg0.service}, {@code vpn.service of user 1000}, {@code
   * docker-0123456789ab.scope}; empty if there is no unit or it cannot be told.
   *
   * @param lines the content of {@code /proc/PID/cgroup}, of a hierarchy of version 1, 2 or both
   */
  static String unit(String lines) {
    String named = unitOf(path(lines, ":name=systemd:"));
    // A user may give the groups below his own any name without a slash and a line's end.
    return Printable.of(named.isEmpty() ? unitOf(path(lines, "0::")) : named);
  }

  /** Behind {@code mark}, which begins a line or follows the number that does. */
  private static String path(String lines, String mark) {
    int start = 0;
    while (start < lines.length()) {
      int end = lines.indexOf('\n', start);
      int next = end < 0 ? lines.length() : end;
      int place = lines.indexOf(mark, start);
      int first = lines.indexOf(':', start);
      if (place == start || (place >= 0 && place == first)) {
        return lines.substring(place + mark.length(), next);
      }
      start = next + 1;
    }
    return "";
  }

  private static String unitOf(String path) {
    String whole =
        path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    String manager = "";
    String before = "";
    for (int start = 0; start < whole.length(); ) {
      int end = whole.indexOf('/', start);
      String name = name(whole.substring(start, end < 0 ? whole.length() : end));
      start = end < 0 ? whole.length() : end + 1;
      if (isUnit(name)) {
        if (!manager.isEmpty()) {
          return name.equals("init.scope") ? manager : name + " of user " + user(manager);
        }
        if (!name.startsWith(USER_MANAGER) || !name.endsWith(SERVICE)) {
          return shortened(name);
        }
        manager = name;
      } else if (manager.isEmpty() && isContainer(name)) {
        return before.isEmpty() ? shortened(name) : before + "/" + shortened(name);
      }
      if (!name.endsWith(".slice")) {
        before = name;
      }
    }
    return manager;
  }

  /** A name that could be taken for one of the kernel's files begins with an underscore. */
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

  /** Those that do without systemd name the group by the container's id, or by a payload. */
  private static boolean isContainer(String name) {
    return name.startsWith("lxc.payload.")
        || (name.length() >= LEAST_DIGITS && digits(name, 0) == name.length());
  }

  private static String user(String manager) {
    return manager.substring(USER_MANAGER.length(), manager.length() - SERVICE.length());
  }

  /** With the container's id cut to what its manager shows. */
  private static String shortened(String name) {
    for (int start = 0; start + LEAST_DIGITS <= name.length(); start++) {
      int digits = digits(name, start);
      if (digits >= LEAST_DIGITS) {
        return name.substring(0, start + SHOWN_DIGITS) + name.substring(start + digits);
      }
    }
    return name;
  }

  /** How many hexadecimal digits there are from {@code start} on. */
  private static int digits(String name, int start) {
    int end = start;
    while (end < name.length() && Character.digit(name.charAt(end), 16) >= 0) {
      end++;
    }
    return end - start;
  }
}
