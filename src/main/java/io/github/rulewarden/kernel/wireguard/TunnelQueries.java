package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.daemon.TunnelSettingsSource;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the settings of tunnels on a thread of its own, so that a program that does not reply
 * cannot delay a repair. The thread belongs to the network namespace of the calling thread.
 */
public final class TunnelQueries implements TunnelSettingsSource {
  /** The last result for each link; empty if it could not be read. */
  private final Map<Link, Optional<TunnelSettings>> results = new ConcurrentHashMap<>();

  /** The links whose query is not finished. */
  private final Set<Link> pending = ConcurrentHashMap.newKeySet();

  @Override
  public void request(Link tunnel) {
    if (pending.add(tunnel)) {
      Thread.ofPlatform().daemon().name("tunnel-reader").start(() -> read(tunnel));
    }
  }

  private void read(Link tunnel) {
    try {
      results.put(tunnel, new TunnelSettingsReader().read(tunnel));
    } finally {
      pending.remove(tunnel);
    }
  }

  @Override
  public boolean isPending(Link tunnel) {
    return pending.contains(tunnel);
  }

  @Override
  public Optional<TunnelSettings> latest(Link tunnel) {
    return results.getOrDefault(tunnel, Optional.empty());
  }

  @Override
  public void keepOnly(List<Link> links) {
    results.keySet().retainAll(links);
  }
}
