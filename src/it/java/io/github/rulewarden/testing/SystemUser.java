package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that an installed daemon runs as. The machine need not have it: those who look it up by
 * name, a bus and polkit, are started with a list of users that has.
 */
public final class SystemUser {
  private static final String NAME = "rulewarden";
  private static final int NUMBER = 64_952;
  private static final Path USERS = Path.of("/etc/passwd");

  private SystemUser() {}

  /**
   * The words that start a program as this user, with the capability that its unit gives it.
   *
   * <p>It reads everything too, so that the program may lie where others' directories are closed.
   */
  public static String[] words() {
    String capabilities = "+net_admin,+dac_read_search";
    return new String[] {
      "setpriv",
      "--reuid=" + NUMBER,
      "--regid=" + NUMBER,
      "--clear-groups",
      "--inh-caps=" + capabilities,
      "--ambient-caps=" + capabilities
    };
  }

  /** Writes the list of users into a directory, and has who is started so see it. */
  static Overlay known(Path directory) throws IOException {
    List<String> users = new ArrayList<>(Files.readAllLines(USERS));
    users.removeIf(line -> line.startsWith(NAME + ":"));
    users.add(NAME + ":x:" + NUMBER + ":" + NUMBER + "::/:/usr/sbin/nologin");
    Path list = list(directory);
    Files.write(list, users);
    return new Overlay().with(USERS, list);
  }

  /** Where {@link #known} writes it. */
  static Path list(Path directory) {
    return directory.resolve("passwd");
  }
}
