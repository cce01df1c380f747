package io.github.rulewarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program as it was packaged. */
public final class Rulewarden {
  /**
   * A shell has what it starts in the background ignore SIGINT, nohup SIGHUP, and so does whatever
   * that starts: these tests, too, and the program in them. Java takes no signal that was ignored.
   */
  public static final List<String> WITH_USUAL_SIGNALS = List.of("env", "--default-signal=INT,HUP");

  private Rulewarden() {}

  /** Where it is. */
  public static Path home() {
    String home = System.getProperty("rulewarden.home");
    if (home == null) {
      throw new IllegalStateException("run by mvn verify, which sets rulewarden.home");
    }
    return Path.of(home);
  }

  /** The words that start it. */
  static List<String> command(String... words) {
    return commandAt(home(), words);
  }

  /** The words that start what is installed in another place. */
  static List<String> commandAt(Path home, String... words) {
    List<String> command = new ArrayList<>(WITH_USUAL_SIGNALS);
    command.add(home + "/bin/rulewarden");
    command.addAll(List.of(words));
    return command;
  }

  /** Keeps it away from the bus and the directories of the machine that the test runs on. */
  static void prepare(ProcessBuilder builder, TestHost host) {
    Map<String, String> environment = builder.environment();
    environment.put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + host.directory().resolve("no-bus"));
    environment.put("RUNTIME_DIRECTORY", directory(host, "run"));
    environment.put("STATE_DIRECTORY", directory(host, "state"));
    environment.remove("NOTIFY_SOCKET");
    environment.remove("JOURNAL_STREAM");
  }

  /** Runs a command of it on a host, with no daemon to be found. */
  public static Program run(TestHost host, String... words) {
    return run(host, List.of(), words);
  }

  /** Runs a command of it on a host, by a program that starts another, such as {@code setpriv}. */
  public static Program run(TestHost host, List<String> by, String... words) {
    return host.run(builder(host, by, words));
  }

  /** Starts a command of it on a host, by a program that starts another. */
  public static Process start(TestHost host, List<String> by, String... words) {
    return host.start(builder(host, by, words));
  }

  private static ProcessBuilder builder(TestHost host, List<String> by, String... words) {
    List<String> command = new ArrayList<>(by);
    command.addAll(command(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    prepare(builder, host);
    return builder;
  }

  private static String directory(TestHost host, String name) {
    Path directory = host.directory().resolve(name);
    try {
      Files.createDirectories(directory);
      // Whoever runs it may write here.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.toString();
  }
}
