package io.github.rulewarden.doctor.host;

import java.nio.file.Path;
import java.time.Duration;

/** Everything that the doctor can ask apart from the kernel's rules and the daemon. */
public record Host(HostFiles files, Programs programs, LocalApi tailscaled) {
  /** tailscaled's, by default. */
  public static final String SOCKET = "/run/tailscale/tailscaled.sock";

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The one that this program runs on. */
  public static Host real() {
    HostFiles files = new HostFiles(Path.of("/"));
    return new Host(
        files, new RealPrograms(PATIENCE), new LocalSocket(files.locate(SOCKET), PATIENCE));
  }
}
