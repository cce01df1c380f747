package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.plan.Remark;
import io.github.rulewarden.policy.plan.Step;
import java.util.List;

/**
 * Something that happened at one moment, in contrast to {@link Status}, which describes a lasting
 * state.
 */
public sealed interface Event {
  /** The namespace in which it happened. */
  Scope scope();

  /** An event about the rules of one family. */
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
   * A VPN's rule was found ahead of Tailscale's lookup.
   *
   * @param opponent the process that added the rule; empty if it is not known
   */
  record Inverted(ScopeFamily where, String reason, String opponent) implements OfFamily {}

  /**
   * The order was repaired, and a new read confirmed it.
   *
   * @param steps the executed steps
   * @param durationMicros from the receipt of the event to the verified order
   */
  record Repaired(ScopeFamily where, List<Step> steps, long durationMicros) implements OfFamily {
    public Repaired {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Another program keeps undoing the repairs; from now on there are pauses between them.
   *
   * @param opponent the process that undoes the repairs; empty if it is not known
   */
  record Contested(ScopeFamily where, String opponent) implements OfFamily {}

  /** Traffic that a VPN should carry goes out in the clear, or LAN traffic goes into the VPN. */
  record Leak(ScopeFamily where, String reason) implements OfFamily {}

  /** Rules that Rulewarden had added and that are no longer needed were removed. */
  record Withdrawn(ScopeFamily where, List<Step> steps) implements OfFamily {
    public Withdrawn {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Moved rules were moved back on an operator's request.
   *
   * @param steps the executed steps
   * @param remarks about rules that are not exactly at their original place
   */
  record Undone(ScopeFamily where, List<Step> steps, List<Remark> remarks) implements OfFamily {
    public Undone {
      steps = List.copyOf(steps);
      remarks = List.copyOf(remarks);
    }
  }

  /** A change was refused, by the kernel or because it is not safe. */
  record Refused(ScopeFamily where, String reason) implements OfFamily {}

  /**
   * The configuration was read again.
   *
   * @param problem why the present configuration stays in force, with file, line and column; empty
   *     if the new one applies
   */
  record Reloaded(Scope scope, String problem) implements Event {}

  /** An operator set the mode, until the next reload or restart. */
  record ModeSet(Scope scope, Mode mode) implements Event {}
}
