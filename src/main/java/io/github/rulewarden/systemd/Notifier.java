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
 * Notifies the service manager of the daemon's state ({@code man 3 sd_notify}). Without a {@code
 * NOTIFY_SOCKET} it does nothing. It never blocks and never throws; the first failure is logged.
 */
public final class Notifier {
  private static final String VARIABLE = "NOTIFY_SOCKET";
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final Optional<DatagramPort> port;
  private boolean failed;

  Notifier(Optional<DatagramPort> port) {
    this.port = port;
  }

  /** Returns a notifier for the socket that the environment names. */
  public static Notifier open(Map<String, String> environment) {
    String path = environment.getOrDefault(VARIABLE, "");
    if (path.isEmpty()) {
      return new Notifier(Optional.empty());
    }
    try {
      return new Notifier(Optional.of(new UnixDatagram(path)::send));
    } catch (KernelException | IllegalArgumentException unusable) {
      LOG.warn(
          "No notifications are sent to systemd: {} is '{}': {}.",
          VARIABLE,
          path,
          unusable.getMessage());
      return new Notifier(Optional.empty());
    }
  }

  /** Reports that the daemon watches the rules: the unit is started. */
  public void ready() {
    send("READY=1");
  }

  /**
   * Reports that the configuration is about to be read again; {@link #ready} follows.
   *
   * @param monotonicMicros the current CLOCK_MONOTONIC: by it systemd orders the notifications
   */
  public void reloading(long monotonicMicros) {
    send("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicros);
  }

  /** Sets the text that {@code systemctl status} shows. Line ends become blanks. */
  public void status(String sentence) {
    send("STATUS=" + sentence.replace('\n', ' '));
  }

  /** Sends a watchdog keep-alive, due at each {@link Watchdog#interval}. */
  public void alive() {
    send("WATCHDOG=1");
  }

  /** Reports that the daemon is about to stop. */
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
        LOG.warn("The notification {} was not sent to systemd: {}.", message, lost.getMessage());
      }
    }
  }
}
