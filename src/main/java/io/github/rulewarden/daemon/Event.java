package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import java.util.List;

/** Something that happened and is over, as opposed to {@link Status}, which lasts. */
public sealed interface Event {
  /** The namespace it happened in; empty for the daemon's own. */
  String netns();

  /** The family it happened to. */
  Family family();

  /** Some rule of a VPN was found ahead of Tailscale's. */
  record Inverted(String netns, Family family, String reason) implements Event {}

  /**
   * The order was put right and read back.
   *
   * @param steps what was done, as {@code ip} commands
   * @param durationMicros from the receipt of the event to the verified order
   */
  record Repaired(String netns, Family family, List<String> steps, long durationMicros)
      implements Event {
    public Repaired {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Somebody undoes the repairs; they pause from now on.
   *
   * @param opponent who, as far as the kernel tells; empty if it does not
   */
  record Contested(String netns, Family family, String opponent) implements Event {}

  /** Traffic that a VPN should carry goes out in the clear, or the LAN's goes into it. */
  record Leak(String netns, Family family, String reason) implements Event {}

  /** What had been put back for a tunnel was taken away with it. */
  record Withdrawn(String netns, Family family, List<String> steps) implements Event {
    public Withdrawn {
      steps = List.copyOf(steps);
    }
  }

  /** A step was refused, by the kernel or by the proof. */
  record Refused(String netns, Family family, String reason) implements Event {}
}
