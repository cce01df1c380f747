package io.github.rulewarden.testing;

import io.github.rulewarden.doctor.FixtureHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The files and processes that a command on a test host sees. {@code /etc}, {@code /run} and
 * systemd's units are made up and persist between commands. The command sees only its own
 * processes, and a {@code systemctl} that always succeeds.
 */
public final class StagedRoot {
  private static final List<String> DIRECTORIES = List.of("etc", "run", "usr/lib/systemd/system");

  /** The arguments are the root and the command. */
  private static final String ENTER =
      "for d in etc run usr/lib/systemd/system; do mount --bind \"$0/$d\" \"/$d\" || exit; done;"
          + " exec \"$@\"";

  private final TestHost host;
  private final Path root;
  private final FixtureHost files;

  private StagedRoot(TestHost host, Path root) {
    this.host = host;
    this.root = root;
    this.files = new FixtureHost(root);
  }

  /** Creates a root without any file but systemctl. */
  public static StagedRoot on(TestHost host) {
    Path root = host.directory().resolve("root");
    try {
      for (String directory : DIRECTORIES) {
        Files.createDirectories(root.resolve(directory));
      }
      Path bin = Files.createDirectories(root.resolve("bin"));
      Path systemctl = Files.writeString(bin.resolve("systemctl"), "#!/bin/sh\n");
      Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StagedRoot(host, root);
  }

  /** Adds the files that a text describes; see {@link FixtureHost}. */
  public StagedRoot add(String text) {
    files.add(text);
    return this;
  }

  /** Returns the path at which other programs find a file of this root. */
  public Path locate(String path) {
    return root.resolve(path.substring(1));
  }

  /** Returns the words that start a command with these files in place. */
  public List<String> forCommands() {
    return List.of(
        "unshare",
        "--mount",
        "--pid",
        "--fork",
        "--mount-proc",
        "sh",
        "-c",
        ENTER,
        root.toString());
  }

  /** Runs a shell command, in which {@code rulewarden} is the packaged program. */
  public Program shell(String text) {
    List<String> command = new ArrayList<>(forCommands());
    command.addAll(List.of("sh", "-c", text));
    ProcessBuilder builder = new ProcessBuilder(command);
    Rulewarden.prepare(builder, host);
    Path programs = Rulewarden.home().resolve("bin").toAbsolutePath();
    builder
        .environment()
        .merge(
            "PATH",
            root.resolve("bin") + ":" + programs + ":/usr/sbin:/sbin",
            (usual, first) -> first + ":" + usual);
    return host.run(builder);
  }
}
