package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;

/**
 * A change that would be needed but is not safe or not possible.
 *
 * @param rule the rule that is not moved, restored or removed
 */
public record Refusal(Rule rule, Reason reason) {
  /** What prevents the change. */
  public sealed interface Reason {
    /** Every priority of the configured range is in use. */
    record RangeIsFull(Range range) implements Reason {}

    /**
     * No priority is free between Tailscale's lookup and the next foreign rule. The configured
     * range does not matter, because the lookup is not where tailscaled puts it by default.
     *
     * @param lookup the priority of Tailscale's lookup
     */
    record NoPriorityBehindLookup(long lookup) implements Reason {}

    /** No priority is free for a companion ahead of its capture. */
    record NoPriorityAheadOf(Rule capture) implements Reason {}

    /** The place from which the rule was moved is in use. */
    record NoPriorityAtOrigin() implements Reason {}

    /** A delete would hit this rule, which stands ahead of the one to delete. */
    record HasTwin(Rule twin) implements Reason {}

    /** Without the rule, this {@code goto} rule would have no target. */
    record IsTargetOf(Rule jump) implements Reason {}

    /** The rule would have no effect behind this one, which decides for every packet. */
    record NoEffectBehind(Rule overtaken) implements Reason {}

    /** Behind this rule, part of the VPN's traffic could leave in the clear. */
    record MayLeakBehind(Rule overtaken) implements Reason {}

    /** The capture of the companion stands ahead of Tailscale's lookup. */
    record CaptureIsAhead(Rule capture) implements Reason {}

    /** The capture of the companion was restored behind it, and stays. */
    record CaptureWasRestored() implements Reason {}

    /** The companion of the capture was not moved, and would stand behind it. */
    record CompanionWouldBeBehind(Rule companion) implements Reason {}

    /** The moved rule no longer has the role of a VPN's rule. */
    record IsNoLongerOfVpn() implements Reason {}

    /** The plan for the order could not be proven safe. */
    record PlanIsUnproven(Objection objection) implements Reason {}

    /** The restoration could not be proven safe. */
    record RestorationIsUnproven(Objection objection) implements Reason {}

    /** The move back to the original place could not be proven safe. */
    record UndoIsUnproven() implements Reason {}
  }
}
