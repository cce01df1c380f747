package io.github.rulewarden.testing;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real polkitd on a private bus. It knows only the actions of this project, and only these
 * rules about users: {@link #FRIEND} may do everything, {@link #FOE} nothing.
 */
public final class Polkitd implements AutoCloseable {
  /** A user of every Debian whom polkit authorizes. */
  public static final String FRIEND = "games";

  /** A user of every Debian whom polkit refuses. */
  public static final String FOE = "mail";

  /** A user of every Debian for whom polkit requires an administrator's password. */
  public static final String ANYBODY = "nobody";

  /**
   * The bus policy in polkit's package: which users may own polkit's name, and which may call it.
   */
  public static final Path BUS_POLICY =
      Path.of("/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf");

  private static final Path PROGRAM = Path.of("/usr/lib/polkit-1/polkitd");
  private static final Path POLICY = Path.of("packaging/polkit/io.github.rulewarden.policy");
  private final Path directory;
  private final Process process;

  private Polkitd(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /** Starts polkitd, and waits until it owns its name. */
  public static Polkitd start(PrivateBus bus) throws IOException {
    Path directory =
        Files.createTempDirectory(NothingLeft.PREFIX, asFileAttribute(fromString("rwxr-xr-x")));
    Path actions = Files.createDirectory(directory.resolve("actions"));
    Path rules = Files.createDirectory(directory.resolve("rules"));
    Files.copy(POLICY, actions.resolve(POLICY.getFileName()));
    Files.writeString(
        rules.resolve("50-test.rules"),
        """
        polkit.addRule(function(action, subject) {
          if (subject.user == "%s") return polkit.Result.YES;
          if (subject.user == "%s") return polkit.Result.NO;
        });
        """
            .formatted(FRIEND, FOE));
    ProcessBuilder builder =
        new ProcessBuilder(
            SystemUser.known(directory)
                .with(Path.of("/usr/share/polkit-1/actions"), actions)
                .with(Path.of("/etc/polkit-1/rules.d"), rules)
                .start(PROGRAM.toString()));
    builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    Polkitd polkitd = new Polkitd(directory, builder.redirectErrorStream(true).start());
    try {
      polkitd.awaitName();
      return polkitd;
    } catch (IOException | RuntimeException failed) {
      polkitd.close();
      throw failed;
    }
  }

  private void awaitName() throws IOException {
    BufferedReader lines = process.inputReader();
    StringBuilder said = new StringBuilder();
    String line = "";
    while (!line.contains("Acquired the name org.freedesktop.PolicyKit1")) {
      line = lines.readLine();
      if (line == null) {
        throw new IOException("polkitd did not start: " + said);
      }
      said.append(line).append('\n');
    }
    // polkitd prints more lines, and would block if they were not read.
    Thread.ofPlatform().daemon().name("polkitd").start(() -> lines.lines().forEach(_ -> {}));
  }

  /** Returns the running process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Cleaning.delete(directory);
  }
}
