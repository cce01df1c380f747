package io.github.rulewarden.api;

import io.github.rulewarden.fib.ScopeFamily;
import java.util.List;

/**
 * What the daemon sends over the bus about an {@link Event}. There is no signal for a refusal, a
 * cleanup, an undo, a reload or a new mode, and none for the opponent of an inversion; the status
 * covers them.
 */
public sealed interface Signal {
  /** The namespace and the family whose rules are concerned. */
  ScopeFamily where();

  /** A VPN's rule was found ahead of Tailscale's lookup. */
  record Inverted(ScopeFamily where, String reason) implements Signal {}

  /**
   * The order was repaired, and a new read confirmed it.
   *
   * @param commands the executed steps, as {@code ip} commands
   * @param durationMicros from the receipt of the event to the verified order
   */
  record Repaired(ScopeFamily where, List<String> commands, long durationMicros) implements Signal {
    public Repaired {
      commands = List.copyOf(commands);
    }
  }

  /**
   * Another program keeps undoing the repairs; from now on there are pauses between them.
   *
   * @param opponent the process that undoes the repairs; empty if it is not known
   */
  record Contested(ScopeFamily where, String opponent) implements Signal {}

  /** Traffic that a VPN should carry goes out in the clear, or LAN traffic goes into the VPN. */
  record Leak(ScopeFamily where, String reason) implements Signal {}
}
