package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that an installed daemon runs as. The machine need not have it: a bus and polkit, which
 * look it up by name, are started with a list of users that contains it.
 */
public final class SystemUser {
  private static final String NAME = "rulewarden";
  private static final int NUMBER = 64_952;
  private static final Path USERS = Path.of("/etc/passwd");

  private SystemUser() {}

  /**
   * Returns the words that start a program as this user, with the capability that its unit grants.
   *
   * <p>The user may also read every file, so that the program may lie below a closed directory.
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

  /**
   * Writes the list of users into a directory; returns an overlay with which a program sees the
   * list.
   */
  static Overlay known(Path directory) throws IOException {
    List<String> users = new ArrayList<>(Files.readAllLines(USERS));
    users.removeIf(line -> line.startsWith(NAME + ":"));
    users.add(NAME + ":x:" + NUMBER + ":" + NUMBER + "::/:/usr/sbin/nologin");
    Path list = list(directory);
    Files.write(list, users);
    return new Overlay().with(USERS, list);
  }

  /** Returns the path at which {@link #known} writes the list. */
  static Path list(Path directory) {
    return directory.resolve("passwd");
  }
}
