/**
 * Plans. A {@link io.github.rulewarden.policy.plan.Plan} is a list of {@link
 * io.github.rulewarden.policy.plan.Intervention}s, lowered to {@link
 * io.github.rulewarden.policy.plan.Step}s. {@link io.github.rulewarden.policy.plan.Proof} checks
 * each plan, and {@link io.github.rulewarden.policy.plan.StateUpdates} decides what is remembered
 * of a plan and of a snapshot.
 *
 * <p><b>2026-11-20: the proof is about order, not about sample packets.</b> Routing tables can
 * contain anything, so sample packets would prove little. {@code Precedence} uses only the order of
 * the rules; it is exact for arbitrary foreign rules and takes microseconds.
 *
 * <p><b>2026-11-20: from the rear to the front.</b> Copies are added, and originals deleted, in
 * reverse ladder order. Deleting every capture before every suppress rule seems equivalent. But if
 * a newer tunnel stands ahead of an older one and has no companion yet, the older tunnel's
 * companion then decides for the newer tunnel's packets.
 *
 * <p><b>2026-11-27: one plan for every change.</b> Cleanup and undo used to delete Rulewarden's own
 * rules without a plan. Now each such delete is an {@link
 * io.github.rulewarden.policy.plan.Intervention.Remove} in a plan, and the proof covers it.
 */
@NullMarked
package io.github.rulewarden.policy.plan;

import org.jspecify.annotations.NullMarked;
