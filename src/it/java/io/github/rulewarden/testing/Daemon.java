package io.github.rulewarden.testing;

import io.github.rulewarden.demo.NetlinkPorts;
import io.github.rulewarden.testing.OwnThreads.Activity;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The packaged daemon on a test host. The test plays systemd's end of the notify socket. */
public final class Daemon implements Guest {
  /** The name of the thread that reads the rules and repairs them. */
  public static final String LOOP = "java";

  /** A time longer than any pause in the daemon's warm-up. */
  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Process process;
  private final Notices notices;
  private final Path log;
  private final Path configuration;

  private Daemon(Process process, Notices notices, Path log, Path configuration) {
    this.configuration = configuration;
    this.process = process;
    this.notices = notices;
    this.log = log;
  }

  /** The settings with which a daemon is started. */
  public static final class Setting {
    private final TestHost host;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String configuration = "";
    private Path home = Rulewarden.home();

    private Setting(TestHost host) {
      this.host = host;
    }

    /** Starts the daemon by a program that starts another, such as {@code setpriv}. */
    public Setting by(String... words) {
      command.addAll(List.of(words));
      return this;
    }

    /** Sets the text of the configuration file. */
    public Setting configured(String text) {
      configuration = text;
      return this;
    }

    /** Starts the daemon from an installation at this place. */
    public Setting installedAt(Path place) {
      home = place;
      return this;
    }

    /** Sets the bus; without this setting, the daemon finds no bus. */
    public Setting on(Bus bus) {
      return with("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    }

    /** Sets a variable in the daemon's environment. */
    public Setting with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Starts the daemon, and does not wait for anything. */
    public Daemon launch() throws IOException {
      Notices notices = Notices.open();
      Path log = Files.createTempFile(host.directory(), "daemon", ".log");
      Path file = Files.createTempFile(host.directory(), "rulewarden", ".toml");
      Files.writeString(file, configuration);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      List<String> words = new ArrayList<>(command);
      words.addAll(Rulewarden.commandAt(home, "daemon", "--config", file.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
      Rulewarden.prepare(builder, host);
      builder.environment().put("NOTIFY_SOCKET", notices.path());
      builder.environment().putAll(environment);
      return host.receive(new Daemon(host.start(builder), notices, log, file));
    }

    /** Starts the daemon, and waits until it is ready. */
    public Daemon start() throws IOException {
      Daemon daemon = launch();
      daemon.awaitNotice("READY=1");
      return daemon;
    }
  }

  /** Returns the settings of a daemon that is not started yet. */
  public static Setting on(TestHost host) {
    return new Setting(host);
  }

  /** Waits for a notice to systemd that was not awaited before. */
  public void awaitNotice(String notice) {
    awaitNoticeThatBegins(notice);
  }

  /** Waits for a notice with this beginning that was not awaited before. */
  public String awaitNoticeThatBegins(String beginning) {
    String notice = notices.next();
    while (!notice.startsWith(beginning)) {
      notice = notices.next();
    }
    return notice;
  }

  /** Returns the path of the configuration file. */
  public Path configuration() {
    return configuration;
  }

  /** Replaces the text of the configuration file; the daemon does not reload it by itself. */
  public void reconfigure(String text) throws IOException {
    Files.writeString(configuration, text);
  }

  /**
   * Does the same as {@code systemctl reload}: sends SIGHUP and waits until the daemon is ready
   * again.
   */
  public void reload() throws IOException, InterruptedException {
    Program.run("kill", "-HUP", Long.toString(pid())).require();
    awaitNoticeThatBegins("RELOADING=1\nMONOTONIC_USEC=");
    awaitNotice("READY=1");
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Returns whether the daemon changed this rule, not {@code ip}. For a port id that is not a pid,
   * the kernel counts downwards from -4096.
   */
  public boolean did(RuleEvent event) {
    return event.author() < 0 || event.author() == pid();
  }

  /**
   * Returns a test of whether the daemon changed a rule, by the sockets that it has now. It serves
   * hosts on which programs other than {@code ip} change rules too, because {@link #did} would
   * attribute their changes to the daemon.
   */
  public Predicate<RuleEvent> bySockets() throws IOException {
    Set<Integer> ports = NetlinkPorts.of(pid());
    return event -> ports.contains(event.author());
  }

  /**
   * Ends the daemon; returns the statuses that it sent to systemd since the last awaited notice.
   */
  public List<String> statusesToTheEnd() throws InterruptedException {
    terminate();
    List<String> statuses = new ArrayList<>();
    for (String text = notices.next(); !text.equals("STOPPING=1"); text = notices.next()) {
      if (text.startsWith("STATUS=")) {
        statuses.add(text.substring("STATUS=".length()));
      }
    }
    awaitExit();
    return statuses;
  }

  /** Returns the daemon's stderr. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the daemon has written this to stderr, and asserts that it did so once. */
  public void awaitLogOnce(String sentence) {
    if (!Patience.until(() -> log().contains(sentence))
        || log().indexOf(sentence) != log().lastIndexOf(sentence)) {
      throw new AssertionError("expected once: " + sentence + "\n" + log());
    }
  }

  /** Sends SIGTERM, and waits for the daemon's end. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the daemon's end; returns the exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the daemon does not end");
    }
    return process.exitValue();
  }

  /** Sends SIGSTOP, after which the daemon does not read. */
  public void freeze() throws IOException, InterruptedException {
    Program.run("kill", "-STOP", Long.toString(pid())).require();
  }

  /** Sends SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    Program.run("kill", "-CONT", Long.toString(pid())).require();
  }

  /** Waits until the daemon has nothing to do, which includes the end of its warm-up. */
  public void awaitIdle() {
    awaitSleep(PAUSE);
  }

  /** Waits until nothing has woken any of the daemon's threads for this long. */
  public void awaitSleep(Duration length) {
    if (!Patience.until(() -> sleepsFor(length))) {
      throw new AssertionError("it does not sleep for " + length + ": " + activities());
    }
  }

  private boolean sleepsFor(Duration length) {
    Map<String, Activity> before = activities();
    try {
      Thread.sleep(length); // No event announces inactivity.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return before.equals(activities())
        && before.values().stream().allMatch(activity -> activity.function().isPresent());
  }

  /** Returns the activity of one of the daemon's own threads. */
  public Activity activity(String thread) {
    return Optional.ofNullable(activities().get(thread)).orElseThrow();
  }

  /** Returns the activities of the daemon's own threads, by name; {@link #LOOP} is the loop's. */
  public Map<String, Activity> activities() {
    try {
      return new OwnThreads(pid()).look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the daemon is dead or the condition holds; returns whether the daemon is dead. */
  public boolean isDeadOr(BooleanSupplier condition) {
    boolean isEither = Patience.until(() -> !process.isAlive() || condition.getAsBoolean());
    if (!isEither) {
      throw new AssertionError("the daemon neither dies nor gets there");
    }
    return !process.isAlive();
  }

  /** Sends SIGKILL, and waits for the daemon's end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Returns how many netlink messages the kernel dropped because sockets of the host were full. */
  public long droppedMessages() throws IOException {
    long dropped = 0;
    // The first line is the heading: sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode.
    List<String> lines = Files.readAllLines(Path.of("/proc/" + pid() + "/net/netlink"));
    for (String line : lines.subList(1, lines.size())) {
      dropped += Long.parseLong(line.strip().split("\\s+", -1)[8]);
    }
    return dropped;
  }

  /** Returns the daemon's resident memory in MiB. */
  public long residentMebibytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      throw new AssertionError("no VmRSS");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the daemon's log contains this text. */
  public void awaitLog(String words) {
    if (!Patience.until(() -> log().contains(words))) {
      throw new AssertionError("it has not told '" + words + "' but: " + log());
    }
  }

  /** Waits until the daemon's memory is this small; it releases memory some seconds after use. */
  public void awaitMebibytes(long most) {
    boolean isSmall = Patience.until(() -> residentMebibytes() <= most);
    if (!isSmall) {
      throw new AssertionError(
          "it takes " + residentMebibytes() + " MiB and not " + most + ": " + log());
    }
  }

  @Override
  public void leave() throws Exception {
    try {
      if (process.isAlive()) {
        terminate();
        awaitExit();
      }
    } finally {
      process.destroyForcibly().waitFor();
      notices.close();
    }
  }

  @Override
  public String story() {
    return "== daemon " + pid() + "\n" + log();
  }
}
