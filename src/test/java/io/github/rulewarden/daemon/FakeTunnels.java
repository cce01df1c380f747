package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tunnels that reply to a request immediately, or only when a test calls {@link #reply}. */
final class FakeTunnels implements TunnelSettingsSource {
  private final Map<Integer, TunnelSettings> settings = new HashMap<>();
  private final Map<Integer, TunnelSettings> replies = new HashMap<>();
  private final Set<Integer> delayed = new HashSet<>();
  private int requests;

  /** Sets the reply to later requests for a tunnel's settings. */
  void set(TunnelSettings tunnel) {
    settings.put(tunnel.link(), tunnel);
  }

  /** Returns the number of requests. */
  int requests() {
    return requests;
  }

  /** Delays the replies of a tunnel until {@link #reply}. */
  void delay(Link tunnel) {
    delayed.add(tunnel.index());
  }

  /** Sends the delayed reply of a tunnel. */
  void reply(Link tunnel) {
    delayed.remove(tunnel.index());
    request(tunnel);
  }

  @Override
  public void request(Link tunnel) {
    requests++;
    if (!delayed.contains(tunnel.index()) && settings.containsKey(tunnel.index())) {
      replies.put(tunnel.index(), settings.get(tunnel.index()));
    }
  }

  @Override
  public boolean isPending(Link tunnel) {
    return delayed.contains(tunnel.index());
  }

  @Override
  public Optional<TunnelSettings> latest(Link tunnel) {
    return Optional.ofNullable(replies.get(tunnel.index()));
  }

  @Override
  public void keepOnly(List<Link> links) {}
}
