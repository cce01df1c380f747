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

/**
 * The daemon as it was packaged, on a test host, with systemd's end of the notify socket played.
 */
public final class Daemon implements Guest {
  /** The name of the thread that looks at the rules and repairs them. */
  public static final String LOOP = "java";

  /** Longer than any pause in a rehearsal. */
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

  /** What a daemon is started with. */
  public static final class Setting {
    private final TestHost host;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String configuration = "";
    private Path home = Rulewarden.home();

    private Setting(TestHost host) {
      this.host = host;
    }

    /** By a program that starts another, such as {@code setpriv}. */
    public Setting by(String... words) {
      command.addAll(List.of(words));
      return this;
    }

    /** With this text as its configuration file. */
    public Setting configured(String text) {
      configuration = text;
      return this;
    }

    /** As it is installed there. */
    public Setting installedAt(Path place) {
      home = place;
      return this;
    }

    /** On a bus; without one it finds none. */
    public Setting on(Bus bus) {
      return with("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    }

    /** With a variable in its environment. */
    public Setting with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Starts it, and does not wait for anything. */
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

    /** Starts it, and waits until it is ready. */
    public Daemon start() throws IOException {
      Daemon daemon = launch();
      daemon.awaitNotice("READY=1");
      return daemon;
    }
  }

  /** A daemon that is yet to be started. */
  public static Setting on(TestHost host) {
    return new Setting(host);
  }

  /** Waits for a notice to systemd that was not awaited before. */
  public void awaitNotice(String notice) {
    awaitNoticeThatBegins(notice);
  }

  /** Waits for a notice that begins so and was not awaited before. */
  public String awaitNoticeThatBegins(String beginning) {
    String notice = notices.next();
    while (!notice.startsWith(beginning)) {
      notice = notices.next();
    }
    return notice;
  }

  /** Where its configuration is. */
  public Path configuration() {
    return configuration;
  }

  /** Puts another text into its configuration file; it does not look by itself. */
  public void reconfigure(String text) throws IOException {
    Files.writeString(configuration, text);
  }

  /** {@code systemctl reload}: sends SIGHUP and waits until it is ready again. */
  public void reload() throws IOException, InterruptedException {
    Program.run("kill", "-HUP", Long.toString(pid())).require();
    awaitNoticeThatBegins("RELOADING=1\nMONOTONIC_USEC=");
    awaitNotice("READY=1");
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Whether it was the daemon that changed this rule, not {@code ip}. Ports that are no pid, the
   * kernel counts downwards from -4096.
   */
  public boolean did(RuleEvent event) {
    return event.author() < 0 || event.author() == pid();
  }

  /**
   * Which rules it changed, by the sockets that it has now. For hosts where others than {@code ip}
   * change rules too: {@link #did} would take their work for the daemon's.
   */
  public Predicate<RuleEvent> bySockets() throws IOException {
    Set<Integer> ports = NetlinkPorts.of(pid());
    return event -> ports.contains(event.author());
  }

  /** Ends it. What it told systemd of its state since the notice that was awaited last. */
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

  /** What it wrote to stderr. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has written this to stderr, and sees that it has done so once. */
  public void awaitLogOnce(String sentence) {
    if (!Patience.until(() -> log().contains(sentence))
        || log().indexOf(sentence) != log().lastIndexOf(sentence)) {
      throw new AssertionError("expected once: " + sentence + "\n" + log());
    }
  }

  /** Asks it to end, and waits for that. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for its end; the exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the daemon does not end");
    }
    return process.exitValue();
  }

  /** SIGSTOP: from now on it does not read. */
  public void freeze() throws IOException, InterruptedException {
    Program.run("kill", "-STOP", Long.toString(pid())).require();
  }

  /** SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    Program.run("kill", "-CONT", Long.toString(pid())).require();
  }

  /** Waits until it has nothing to do: the rest of its rehearsal, too, is over. */
  public void awaitIdle() {
    awaitSleep(PAUSE);
  }

  /** Waits until nothing has woken any of its threads for so long. */
  public void awaitSleep(Duration length) {
    if (!Patience.until(() -> sleepsFor(length))) {
      throw new AssertionError("it does not sleep for " + length + ": " + activities());
    }
  }

  private boolean sleepsFor(Duration length) {
    Map<String, Activity> before = activities();
    try {
      Thread.sleep(length); // Nothing announces that nothing is done.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return before.equals(activities())
        && before.values().stream().allMatch(activity -> activity.function().isPresent());
  }

  /** What one of its own threads does. */
  public Activity activity(String thread) {
    return Optional.ofNullable(activities().get(thread)).orElseThrow();
  }

  /** What its own threads do, by name; {@link #LOOP} is the loop's. */
  public Map<String, Activity> activities() {
    try {
      return new OwnThreads(pid()).look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is dead, or something else holds; tells whether it is dead. */
  public boolean isDeadOr(BooleanSupplier condition) {
    boolean isEither = Patience.until(() -> !process.isAlive() || condition.getAsBoolean());
    if (!isEither) {
      throw new AssertionError("the daemon neither dies nor gets there");
    }
    return !process.isAlive();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** How many netlink messages the kernel dropped because sockets of its host were full. */
  public long droppedMessages() throws IOException {
    long dropped = 0;
    // The first line is the heading: sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode.
    List<String> lines = Files.readAllLines(Path.of("/proc/" + pid() + "/net/netlink"));
    for (String line : lines.subList(1, lines.size())) {
      dropped += Long.parseLong(line.strip().split("\\s+", -1)[8]);
    }
    return dropped;
  }

  /** Its resident memory in MiB. */
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

  /** Waits until its log has this in it. */
  public void awaitLog(String words) {
    if (!Patience.until(() -> log().contains(words))) {
      throw new AssertionError("it has not told '" + words + "' but: " + log());
    }
  }

  /** Waits until its memory is so small: it is given back some seconds after it was needed. */
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
