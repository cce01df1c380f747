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
 * The real tailscaled, one process of it; nobody has logged in to it. So it has its link and its
 * rules, but no addresses, and its table 52 is empty. Those on one host share their state, as the
 * ones before and after a restart do. Asks for {@link TailscaledBinary}.
 *
 * <p>Of the machine it sees neither {@code /etc}, where it would manage resolv.conf, nor {@code
 * /run}, where it would talk to resolved and NetworkManager: it has mounts of its own.
 */
public final class Tailscaled implements Guest {
  /** Rules, link and socket are there, and it waits for somebody to log in. */
  private static final String STARTED = "Switching ipn state NoState -> NeedsLogin";

  /** It was woken by the delete of a rule. */
  private static final String RESTORES = "restoring Tailscale's";

  /** Arguments: what to mount over /etc, what over /run, then the command. */
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

  /** Starts it, and waits until it is all there: its rules first. */
  public static Tailscaled startOn(TestHost host) {
    Tailscaled tailscaled = launch(host);
    tailscaled.awaitLine(STARTED);
    tailscaled.awaitAnswer();
    return tailscaled;
  }

  /**
   * Its LocalAPI answers once the start is over. Before that a SIGTERM ends it with exit code 0 and
   * its rules stay, as after a crash.
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

  /** Where its LocalAPI is. */
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
                    "--encrypt-state=false", // the TPM is the machine's
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

  /** Adds the routes to table 52 that a login would bring; they go with the link. */
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

  /** Waits until it looks after its rules because one was deleted; each time is awaited once. */
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

  /** How often it has looked after its rules because one was deleted. */
  public long restorings() {
    return lines().stream().filter(line -> line.contains(RESTORES)).count();
  }

  /** SIGTERM, as {@code systemctl stop} does it, and waits for its end. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("tailscaled does not end\n" + story());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("tailscaled ended with " + process.exitValue() + "\n" + story());
    }
  }

  /** SIGSTOP: from now on it does not answer, until {@link #thaw}. */
  public void freeze() throws IOException, InterruptedException {
    Program.run("kill", "-STOP", Long.toString(process.pid())).require();
  }

  /** SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    Program.run("kill", "-CONT", Long.toString(process.pid())).require();
  }

  /** SIGKILL. */
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
