package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the settings of tunnels without a capture. The first request waits until a tunnel has had
 * time to come up. Later requests follow at long intervals, because the kernel sends no event when
 * the settings change. Immediately before the daemon acts on the settings, they are requested
 * again.
 */
final class TunnelProbe {
  /** The reply normally arrives within milliseconds. */
  private static final long ANSWER_NANOS = 100_000_000;

  /** Long enough for wg-quick, and short enough to report a leak within a second. */
  private static final long FIRST_NANOS = 200_000_000;

  /**
   * wg-quick sets the fwmark late and its firewall rules last; on a busy machine the first request
   * may be too early.
   */
  private static final long SECOND_NANOS = 5_000_000_000L;

  private static final long AGAIN_NANOS = 300_000_000_000L;

  /** The daemon acts on a reply only if its request is not older than this. */
  private static final long FRESH_NANOS = 1_000_000_000;

  /**
   * A tunnel whose settings are read repeatedly.
   *
   * @param due when to send the next request or to read the reply
   * @param pause between that reply and the next request
   * @param asked when the last request was sent; meaningless before the first one
   * @param known when the request was sent whose reply was read last; empty before the first reply
   */
  private record Probe(
      Link tunnel, NextStep nextStep, long due, long pause, long asked, Optional<Long> known) {
    /** Whether no reply has been read yet. */
    boolean isFirst() {
      return known.isEmpty();
    }

    Probe restarted(long now) {
      return new Probe(tunnel, NextStep.REQUEST, now + FIRST_NANOS, SECOND_NANOS, asked, known);
    }

    Probe requested(long now) {
      return new Probe(tunnel, NextStep.ANSWER, now + ANSWER_NANOS, pause, now, known);
    }

    Probe stillWaiting(long now) {
      return new Probe(tunnel, NextStep.ANSWER, now + ANSWER_NANOS, pause, asked, known);
    }

    Probe answered(long now) {
      return new Probe(
          tunnel, NextStep.REQUEST, now + pause, AGAIN_NANOS, asked, Optional.of(asked));
    }
  }

  private enum NextStep {
    REQUEST,
    ANSWER
  }

  private final TunnelSettingsSource tunnels;
  private final List<Probe> probes = new ArrayList<>();

  TunnelProbe(TunnelSettingsSource tunnels) {
    this.tunnels = tunnels;
  }

  /** The known settings of the tunnels without a capture. */
  List<TunnelSettings> settings(List<Link> uncaptured, long now) {
    probes.removeIf(probe -> !uncaptured.contains(probe.tunnel()));
    for (Link tunnel : uncaptured) {
      if (placeOf(tunnel).isEmpty()) {
        probes.add(firstOf(tunnel, now));
      }
    }
    List<TunnelSettings> settings = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      if (probe.due() - now <= 0) {
        probes.set(i, next(probe, now));
      }
      tunnels.latest(probe.tunnel()).ifPresent(settings::add);
    }
    return settings;
  }

  private static Probe firstOf(Link tunnel, long now) {
    return new Probe(
        tunnel, NextStep.REQUEST, now + FIRST_NANOS, SECOND_NANOS, now, Optional.empty());
  }

  private Probe next(Probe probe, long now) {
    return switch (probe.nextStep()) {
      case REQUEST -> {
        tunnels.request(probe.tunnel());
        yield probe.requested(now);
      }
      case ANSWER ->
          tunnels.isPending(probe.tunnel()) ? probe.stillWaiting(now) : probe.answered(now);
    };
  }

  /**
   * Whether a tunnel's settings are recent enough to act on. If they are not, they are requested
   * again; the reply is due at {@link #next()}.
   */
  boolean isFresh(Link tunnel, long now) {
    Optional<Integer> place = placeOf(tunnel);
    if (place.isEmpty()) {
      return false;
    }
    Probe probe = probes.get(place.get());
    if (probe.known().isPresent() && now - probe.known().get() <= FRESH_NANOS) {
      return true;
    }
    if (probe.nextStep() == NextStep.REQUEST) {
      probes.set(place.get(), next(probe, now));
    }
    return false;
  }

  /**
   * Starts again with a tunnel whose default routes have changed: wg-quick may be running, and it
   * adds its firewall rules directly after the routes.
   */
  void noteRoutes(Snapshot before, Snapshot after, long now) {
    if (before.defaultRoutes().equals(after.defaultRoutes())) {
      return;
    }
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      if (probe.nextStep() == NextStep.REQUEST
          && probe.due() - now > FIRST_NANOS
          && !routesBy(probe.tunnel(), before).equals(routesBy(probe.tunnel(), after))) {
        probes.set(i, probe.restarted(now));
      }
    }
  }

  private static Set<DefaultRoute> routesBy(Link tunnel, Snapshot snapshot) {
    Set<DefaultRoute> routes = new HashSet<>();
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.outgoingInterface() == tunnel.index()) {
        routes.add(route);
      }
    }
    return routes;
  }

  /** The tunnels without a reply so far. */
  List<Link> unanswered() {
    List<Link> unanswered = new ArrayList<>();
    for (Probe probe : probes) {
      if (probe.isFirst()) {
        unanswered.add(probe.tunnel());
      }
    }
    return unanswered;
  }

  /** When the next request or reply is due; empty if there is none. */
  Optional<Long> next() {
    Optional<Long> next = Optional.empty();
    for (Probe probe : probes) {
      if (next.isEmpty() || probe.due() - next.get() < 0) {
        next = Optional.of(probe.due());
      }
    }
    return next;
  }

  private Optional<Integer> placeOf(Link tunnel) {
    for (int i = 0; i < probes.size(); i++) {
      if (probes.get(i).tunnel().equals(tunnel)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
