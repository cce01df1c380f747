package io.github.rulewarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged program. */
public final class Rulewarden {
  /**
   * The words that start a program with the default handling of these signals. A shell makes its
   * background processes ignore SIGINT, and nohup SIGHUP. All their descendants inherit this,
   * including these tests and the program. Java does not handle a signal that was ignored at its
   * start.
   */
  public static final List<String> WITH_USUAL_SIGNALS = List.of("env", "--default-signal=INT,HUP");

  private Rulewarden() {}

  /** Returns the directory of the packaged program. */
  public static Path home() {
    String home = System.getProperty("rulewarden.home");
    if (home == null) {
      throw new IllegalStateException("run by mvn verify, which sets rulewarden.home");
    }
    return Path.of(home);
  }

  /** Returns the words that start the packaged program. */
  static List<String> command(String... words) {
    return commandAt(home(), words);
  }

  /** Returns the words that start the program that is installed in another place. */
  static List<String> commandAt(Path home, String... words) {
    List<String> command = new ArrayList<>(WITH_USUAL_SIGNALS);
    command.add(home + "/bin/rulewarden");
    command.addAll(List.of(words));
    return command;
  }

  /**
   * Keeps the program away from the bus and the directories of the machine that the test runs on.
   */
  static void prepare(ProcessBuilder builder, TestHost host) {
    Map<String, String> environment = builder.environment();
    environment.put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + host.directory().resolve("no-bus"));
    environment.put("RUNTIME_DIRECTORY", directory(host, "run"));
    environment.put("STATE_DIRECTORY", directory(host, "state"));
    environment.remove("NOTIFY_SOCKET");
    environment.remove("JOURNAL_STREAM");
  }

  /** Runs a command of the program on a host, on which it finds no daemon. */
  public static Program run(TestHost host, String... words) {
    return run(host, List.of(), words);
  }

  /**
   * Runs a command of the program on a host, by a program that starts another, such as {@code
   * setpriv}.
   */
  public static Program run(TestHost host, List<String> by, String... words) {
    return host.run(builder(host, by, words));
  }

  /** Starts a command of the program on a host, by a program that starts another. */
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
      // Every user who runs the program may write here.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.toString();
  }
}
