package io.github.rulewarden.text;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.plan.Objection;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Refusal.Reason;

/** Why a rule is not moved, restored or removed. */
public final class RefusalText {
  private RefusalText() {}

  /** A clause: the rule stays where it is, and why. */
  public static String stays(Refusal refusal) {
    return quoted(refusal.rule()) + " stays: " + reason(refusal.reason());
  }

  /** A sentence: the order stays wrong. */
  public static String staysAhead(Refusal refusal) {
    return quoted(refusal.rule()) + " stays ahead of Tailscale: " + reason(refusal.reason()) + ".";
  }

  /** A sentence: a missing rule stays missing. */
  public static String notRestored(Refusal refusal) {
    return quoted(refusal.rule()) + " is not restored: " + reason(refusal.reason()) + ".";
  }

  /** A clause that names the obstacle. */
  public static String reason(Reason reason) {
    return switch (reason) {
      case Reason.RangeIsFull(var range) ->
          "there are not enough pairs of neighbouring free priorities in "
              + range.text()
              + "; widen vpn.priorities";
      case Reason.NoPriorityBehindLookup(long lookup) ->
          "there are not enough pairs of neighbouring free priorities between Tailscale's lookup at "
              + lookup
              + " and the next rule of another program";
      case Reason.NoPriorityAheadOf(Rule capture) ->
          "no priority is free for it ahead of " + quoted(capture);
      case Reason.NoPriorityAtOrigin() -> "no priority is free for it at its original place";
      case Reason.HasTwin(Rule twin) ->
          "deleting it would delete its twin " + quoted(twin) + ", which stands ahead of it";
      case Reason.IsTargetOf(Rule jump) ->
          "it is the target of " + quoted(jump) + ", which would be inert without it";
      case Reason.NoEffectBehind(Rule overtaken) ->
          "it would have no effect behind "
              + quoted(overtaken)
              + ", which decides for every packet from this host";
      case Reason.MayLeakBehind(Rule overtaken) ->
          "part of the VPN's traffic could leave in the clear if it moved behind "
              + quoted(overtaken);
      case Reason.CaptureIsAhead(Rule capture) ->
          "its capture " + quoted(capture) + " stands ahead of Tailscale's lookup";
      case Reason.CaptureWasRestored() -> "its capture was restored behind it and stays too";
      case Reason.CompanionWouldBeBehind(Rule companion) ->
          "its suppress rule " + quoted(companion) + " was not moved and would be behind it";
      case Reason.IsNoLongerOfVpn() -> "it is no longer a VPN's rule";
      case Reason.PlanIsUnproven(Objection objection) ->
          "the plan could not be proven safe: " + objection(objection);
      case Reason.RestorationIsUnproven(Objection objection) ->
          "putting it back could not be proven safe: " + objection(objection);
      case Reason.UndoIsUnproven() -> "moving it back could not be proven safe";
    };
  }

  /** A clause that describes the first violation that the proof found. */
  public static String objection(Objection objection) {
    return switch (objection) {
      case Objection.NotOfVpn(Rule rule) -> quoted(rule) + " is not a VPN's rule";
      case Objection.DeleteMisses(Rule rule) ->
          "deleting " + quoted(rule) + " would not hit that rule";
      case Objection.IsLost(Rule rule) -> "nothing equal to " + quoted(rule) + " would be left";
      case Objection.DecidesBetween(int step, Objection.Decider decider) ->
          "after step "
              + step
              + " "
              + decider(decider)
              + " would decide for packets that it decides for neither before nor after";
    };
  }

  private static String decider(Objection.Decider decider) {
    return switch (decider) {
      case Objection.Decider.Touched(Rule rule) -> "`" + rule.text() + "`";
      case Objection.Decider.Untouched() -> "a rule of another program";
      case Objection.Decider.NoRule() -> "no rule at all";
    };
  }

  /** A rule as {@code ip rule} lists it, in backquotes. */
  static String quoted(Rule rule) {
    return "`" + rule + "`";
  }
}
