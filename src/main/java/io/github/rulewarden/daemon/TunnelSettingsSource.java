package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.List;
import java.util.Optional;

/**
 * The settings of tunnels. A program that does not reply must not delay a repair, so no method
 * waits for it. Called only on the loop's thread.
 */
public interface TunnelSettingsSource {
  /** Knows the settings of no tunnel. */
  TunnelSettingsSource NONE =
      new TunnelSettingsSource() {
        @Override
        public void request(Link tunnel) {}

        @Override
        public boolean isPending(Link tunnel) {
          return false;
        }

        @Override
        public Optional<TunnelSettings> latest(Link tunnel) {
          return Optional.empty();
        }

        @Override
        public void keepOnly(List<Link> links) {}
      };

  /** Requests the settings of a tunnel. */
  void request(Link tunnel);

  /** Whether a request for a tunnel's settings is still pending. */
  boolean isPending(Link tunnel);

  /** The settings in the last reply; empty if there was none. */
  Optional<TunnelSettings> latest(Link tunnel);

  /** Discards the settings of all other links: these no longer exist. */
  void keepOnly(List<Link> links);
}
