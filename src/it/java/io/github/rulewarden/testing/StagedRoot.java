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
 * What a command on a test host sees of the machine: {@code /etc}, {@code /run} and systemd's units
 * are made up and stay from one command to the next, and of all processes there are only its own.
 * In place of {@code systemctl} there is something that says yes.
 */
public final class StagedRoot {
  private static final List<String> DIRECTORIES = List.of("etc", "run", "usr/lib/systemd/system");

  /** Argument: the root; then the command. */
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

  /** One without any file but systemctl. */
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

  /** Adds what a text describes; see {@link FixtureHost}. */
  public StagedRoot add(String text) {
    files.add(text);
    return this;
  }

  /** Where a file of it is for others. */
  public Path locate(String path) {
    return root.resolve(path.substring(1));
  }

  /** The words that start a command with these files in place. */
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

  /** Runs what a shell understands; {@code rulewarden} is the one that was packaged. */
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
