package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks tunnels for their settings on a thread of its own: a program that does not answer must not
 * make a repair wait. The thread is in the network namespace of the one that asks.
 */
public final class TunnelQueries {
  /** What a link said when it was asked last; nothing if it could not be read. */
  private final Map<Link, Optional<TunnelSettings>> answers = new ConcurrentHashMap<>();

  /** The links that have not answered yet. */
  private final Set<Link> asked = ConcurrentHashMap.newKeySet();

  /** Asks, and returns at once. */
  public void ask(Link tunnel) {
    if (asked.add(tunnel)) {
      Thread.ofPlatform().daemon().name("tunnel-reader").start(() -> read(tunnel));
    }
  }

  private void read(Link tunnel) {
    try {
      answers.put(tunnel, new TunnelSettingsReader().read(tunnel));
    } finally {
      asked.remove(tunnel);
    }
  }

  /** Whether a link has not answered yet. */
  public boolean isAsked(Link tunnel) {
    return asked.contains(tunnel);
  }

  /** What a tunnel has answered so far. */
  public Optional<TunnelSettings> answerOf(Link tunnel) {
    return answers.getOrDefault(tunnel, Optional.empty());
  }

  /** Forgets every tunnel but these. */
  public void keepOnly(Set<Link> tunnels) {
    answers.keySet().retainAll(tunnels);
  }
}
