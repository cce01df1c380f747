package io.github.rulewarden.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.plan.Objection;
import io.github.rulewarden.policy.plan.Objection.Decider;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specifies the clause for each reason and each objection. */
class RefusalTextTest {
  private static final Rule RULE = Listing.rule(Family.IPV4, "7: from all lookup 100");

  @Test
  void everyReasonIsAClauseAfterIt() {
    expect(
        List.of(
            new Reason.RangeIsFull(new Range(5300, 5399)),
            new Reason.NoPriorityBehindLookup(1270),
            new Reason.NoPriorityAheadOf(RULE),
            new Reason.NoPriorityAtOrigin(),
            new Reason.HasTwin(RULE),
            new Reason.IsTargetOf(RULE),
            new Reason.NoEffectBehind(RULE),
            new Reason.MayLeakBehind(RULE),
            new Reason.CaptureIsAhead(RULE),
            new Reason.CaptureWasRestored(),
            new Reason.CompanionWouldBeBehind(RULE),
            new Reason.IsNoLongerOfVpn(),
            new Reason.UndoIsUnproven()),
        """
        there are not enough pairs of neighbouring free priorities in 5300-5399; widen vpn.priorities
        there are not enough pairs of neighbouring free priorities between Tailscale's lookup at 1270 and the next rule of another program
        no priority is free for it ahead of `7: from all lookup 100`
        no priority is free for it at its original place
        deleting it would delete its twin `7: from all lookup 100`, which stands ahead of it
        it is the target of `7: from all lookup 100`, which would be inert without it
        it would have no effect behind `7: from all lookup 100`, which decides for every packet from this host
        part of the VPN's traffic could leave in the clear if it moved behind `7: from all lookup 100`
        its capture `7: from all lookup 100` stands ahead of Tailscale's lookup
        its capture was restored behind it and stays too
        its suppress rule `7: from all lookup 100` was not moved and would be behind it
        it is no longer a VPN's rule
        moving it back could not be proven safe
        """);
  }

  @Test
  void anObjectionIsPartOfTheReason() {
    expect(
        List.of(
            new Reason.PlanIsUnproven(new Objection.NotOfVpn(RULE)),
            new Reason.RestorationIsUnproven(new Objection.DeleteMisses(RULE)),
            new Reason.PlanIsUnproven(new Objection.IsLost(RULE)),
            new Reason.PlanIsUnproven(new Objection.DecidesBetween(2, new Decider.Touched(RULE))),
            new Reason.PlanIsUnproven(new Objection.DecidesBetween(3, new Decider.Untouched())),
            new Reason.PlanIsUnproven(new Objection.DecidesBetween(4, new Decider.NoRule()))),
        """
        the plan could not be proven safe: `7: from all lookup 100` is not a VPN's rule
        putting it back could not be proven safe: deleting `7: from all lookup 100` would not hit that rule
        the plan could not be proven safe: nothing equal to `7: from all lookup 100` would be left
        the plan could not be proven safe: after step 2 `from all lookup 100` would decide for packets that it decides for neither before nor after
        the plan could not be proven safe: after step 3 a rule of another program would decide for packets that it decides for neither before nor after
        the plan could not be proven safe: after step 4 no rule at all would decide for packets that it decides for neither before nor after
        """);
  }

  @Test
  void aRefusalNamesItsRule() {
    Refusal refusal = new Refusal(RULE, new Reason.IsNoLongerOfVpn());
    List<String> texts =
        List.of(
            RefusalText.stays(refusal),
            RefusalText.staysAhead(refusal),
            RefusalText.notRestored(refusal));
    assertEquals(
        List.of(
            "`7: from all lookup 100` stays: it is no longer a VPN's rule",
            "`7: from all lookup 100` stays ahead of Tailscale: it is no longer a VPN's rule.",
            "`7: from all lookup 100` is not restored: it is no longer a VPN's rule."),
        texts);
  }

  private static void expect(List<Reason> reasons, String clauses) {
    List<String> actual = new ArrayList<>();
    for (Reason reason : reasons) {
      actual.add(RefusalText.reason(reason) + "\n");
    }
    assertEquals(clauses, String.join("", actual));
  }
}
