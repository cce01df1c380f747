package io.github.rulewarden.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One process of the real tailscaled, without a login. It therefore has its link and its rules, but
 * no addresses, and its table 52 is empty. The processes on one host share their state, as those
 * before and after a restart do. It requires {@link TailscaledBinary}.
 *
 * <p>tailscaled does not see the machine's {@code /etc}, where it would manage resolv.conf, or
 * {@code /run}, where it would connect to resolved and NetworkManager: it has mounts of its own.
 */
public final class Tailscaled implements Guest {
  /** The log line after which rules, link and socket exist, and tailscaled waits for a login. */
  private static final String STARTED = "Switching ipn state NoState -> NeedsLogin";

  /** The log line after the delete of a rule woke tailscaled. */
  private static final String RESTORES = "restoring Tailscale's";

  /** The arguments are the mounts over /etc and /run, then the command. */
  private static final String HIDE_AND_START =
      "mount --bind \"$1\" /etc && mount --bind \"$2\" /run && shift 2 && exec \"$@\"";

  private final TestHost host;
  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Tailscaled(TestHost host, Process process) {
    this.host = host;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("tailscaled").start(this::read);
  }

  /** Starts tailscaled, and waits until its start is complete; it adds its rules first. */
  public static Tailscaled startOn(TestHost host) {
    Tailscaled tailscaled = launch(host);
    tailscaled.awaitLine(STARTED);
    tailscaled.awaitAnswer();
    return tailscaled;
  }

  /**
   * Waits for the LocalAPI, which answers once the start is complete. Before that, a SIGTERM ends
   * tailscaled with exit code 0 and leaves its rules, as a crash does.
   */
  private void awaitAnswer() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(host)))) {
      channel.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII)));
      String answer = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
      if (!answer.contains("200 OK")) {
        throw new AssertionError("tailscaled answers " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home(TestHost host) {
    return host.directory().resolve("tailscaled");
  }

  /** Returns the path of the LocalAPI's socket. */
  public static Path socket(TestHost host) {
    return home(host).resolve("socket");
  }

  private static Tailscaled launch(TestHost host) {
    Path home = home(host);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "--mount",
                    "sh",
                    "-c",
                    HIDE_AND_START,
                    "sh",
                    directory(home, "etc").toString(),
                    directory(home, "run").toString(),
                    TailscaledBinary.path(),
                    "--statedir=" + directory(home, "state"),
                    "--socket=" + socket(host),
                    "--encrypt-state=false", // The TPM belongs to the machine.
                    "--tun=" + Tailscale.LINK,
                    "--port=0"))
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("HOME", home.toString());
    environment.put("TS_LOGS_DIR", directory(home, "state").toString());
    environment.put("TS_NO_LOGS_NO_SUPPORT", "true");
    environment.put("TS_DEBUG_FIREWALL_MODE", "nftables");
    environment.remove("NOTIFY_SOCKET");
    environment.remove("DBUS_SYSTEM_BUS_ADDRESS");
    return host.receive(new Tailscaled(host, host.start(builder)));
  }

  private static Path directory(Path home, String name) {
    try {
      return Files.createDirectories(home.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the routes to table 52 that a login adds; they disappear with the link. */
  public Tailscaled withPeers() {
    Tailscale.addRoutes(host);
    return this;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        unread.add(line);
      }
    } catch (IOException ended) {
      // The stream was closed with the process.
    }
  }

  /** Waits until tailscaled checks its rules after a delete; each check can be awaited once. */
  public void awaitRestoring() {
    awaitLine(RESTORES);
  }

  private void awaitLine(String part) {
    try {
      while (true) {
        String line = unread.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
          throw new AssertionError("tailscaled did not say: " + part + "\n" + story());
        }
        if (line.contains(part)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for tailscaled", e);
    }
  }

  /** Returns how often tailscaled has checked its rules after a delete. */
  public long restorings() {
    return lines().stream().filter(line -> line.contains(RESTORES)).count();
  }

  /** Sends SIGTERM, as {@code systemctl stop} does, and waits for the end. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("tailscaled does not end\n" + story());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("tailscaled ended with " + process.exitValue() + "\n" + story());
    }
  }

  /** Sends SIGSTOP, after which tailscaled does not answer until {@link #thaw}. */
  public void freeze() throws IOException, InterruptedException {
    Program.run("kill", "-STOP", Long.toString(process.pid())).require();
  }

  /** Sends SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    Program.run("kill", "-CONT", Long.toString(process.pid())).require();
  }

  /** Sends SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void leave() throws Exception {
    try {
      if (process.isAlive()) {
        stop();
      }
    } finally {
      kill();
      reader.join();
    }
  }

  @Override
  public String story() {
    return "== tailscaled " + process.pid() + "\n" + String.join("\n", lines());
  }

  private List<String> lines() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }
}
