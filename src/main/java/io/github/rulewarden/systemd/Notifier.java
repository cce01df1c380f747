package io.github.rulewarden.systemd;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.UnixDatagram;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how the daemon is ({@code man 3 sd_notify}). Without a {@code
 * NOTIFY_SOCKET} it does nothing. It never waits and never throws; the first failure is logged.
 */
public final class Notifier {
  private static final String VARIABLE = "NOTIFY_SOCKET";
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final Optional<DatagramPort> port;
  private boolean failed;

  Notifier(Optional<DatagramPort> port) {
    this.port = port;
  }

  /** A notifier to the socket that the environment names. */
  public static Notifier open(Map<String, String> environment) {
    String path = environment.getOrDefault(VARIABLE, "");
    if (path.isEmpty()) {
      return new Notifier(Optional.empty());
    }
    try {
      return new Notifier(Optional.of(new UnixDatagram(path)::send));
    } catch (KernelException | IllegalArgumentException unusable) {
      LOG.warn("Systemd is told nothing: {} is '{}': {}.", VARIABLE, path, unusable.getMessage());
      return new Notifier(Optional.empty());
    }
  }

  /** The daemon does its work: the unit is started. */
  public void ready() {
    send("READY=1");
  }

  /**
   * The configuration is about to be read again; {@link #ready} follows.
   *
   * @param monotonicMicros now, by CLOCK_MONOTONIC: systemd tells by it which notice is the newer
   */
  public void reloading(long monotonicMicros) {
    send("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicros);
  }

  /** What {@code systemctl status} shows. Line ends become blanks. */
  public void status(String sentence) {
    send("STATUS=" + sentence.replace('\n', ' '));
  }

  /** A sign of life, due at each {@link Watchdog#interval}. */
  public void alive() {
    send("WATCHDOG=1");
  }

  /** The daemon was asked to stop and is about to. */
  public void stopping() {
    send("STOPPING=1");
  }

  private synchronized void send(String message) {
    if (port.isEmpty()) {
      return;
    }
    try {
      port.get().send(Bytes.owning(message.getBytes(StandardCharsets.UTF_8)));
    } catch (KernelException lost) {
      if (!failed) {
        failed = true;
        LOG.warn("Systemd was not told {}: {}.", message, lost.getMessage());
      }
    }
  }
}
