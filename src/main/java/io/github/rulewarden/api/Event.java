package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import java.util.List;

/** Something that happened and is over, as opposed to {@link Status}, which lasts. */
public sealed interface Event {
  /** The namespace in which it happened. */
  Scope scope();

  /** What happened to the rules of one family. */
  sealed interface OfFamily extends Event {
    /** The namespace and the family whose rules are concerned. */
    ScopeFamily where();

    /** The family whose rules are concerned. */
    default Family family() {
      return where().family();
    }

    @Override
    default Scope scope() {
      return where().scope();
    }
  }

  /**
   * Some rule of a VPN was found ahead of Tailscale's.
   *
   * @param opponent who put it there, as far as the kernel tells; empty if it does not
   */
  record Inverted(ScopeFamily where, String reason, String opponent) implements OfFamily {}

  /**
   * The order was put right and read back.
   *
   * @param steps what was done, as {@code ip} commands
   * @param durationMicros from the receipt of the event to the verified order
   */
  record Repaired(ScopeFamily where, List<String> steps, long durationMicros) implements OfFamily {
    public Repaired {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Somebody undoes the repairs; they pause from now on.
   *
   * @param opponent who, as far as the kernel tells; empty if it does not
   */
  record Contested(ScopeFamily where, String opponent) implements OfFamily {}

  /** Traffic that a VPN should carry goes out in the clear, or the LAN's goes into it. */
  record Leak(ScopeFamily where, String reason) implements OfFamily {}

  /** What had been put back for a tunnel was taken away with it. */
  record Withdrawn(ScopeFamily where, List<String> steps) implements OfFamily {
    public Withdrawn {
      steps = List.copyOf(steps);
    }
  }

  /** What was moved was put back to where it was, because an operator wanted it. */
  record Undone(ScopeFamily where, List<String> steps) implements OfFamily {
    public Undone {
      steps = List.copyOf(steps);
    }
  }

  /** A step was refused, by the kernel or by the proof. */
  record Refused(ScopeFamily where, String reason) implements OfFamily {}

  /**
   * The configuration was read again.
   *
   * @param problem why the running one stays, with file, line and column; empty if the new one
   *     applies
   */
  record Reloaded(Scope scope, String problem) implements Event {}

  /** An operator set the mode, until the next reload or restart. */
  record ModeSet(Scope scope, Mode mode) implements Event {}
}
