package io.github.rulewarden.doctor.host;

import java.nio.file.Path;
import java.time.Duration;

/** Everything that the doctor reads except the kernel's rules and the daemon's status. */
public record Host(HostFiles files, Programs programs, LocalApi tailscaled) {
  /** tailscaled's default socket. */
  public static final String SOCKET = "/run/tailscale/tailscaled.sock";

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** The host that this program runs on. */
  public static Host real() {
    HostFiles files = new HostFiles(Path.of("/"));
    return new Host(
        files, new RealPrograms(TIMEOUT), new LocalSocket(files.locate(SOCKET), TIMEOUT));
  }
}
