/**
 * Decides what is wrong with the rules and how to mend it: pure functions from a snapshot, the
 * saved state and the operator's {@link io.github.rulewarden.policy.Policy} to a {@link
 * io.github.rulewarden.policy.Plan}.
 *
 * <ul>
 *   <li>Recognition: {@link io.github.rulewarden.policy.Ladder} gives each rule its {@link
 *       io.github.rulewarden.policy.Role}. {@code RuleClassifier}, {@code KernelRules}, {@link
 *       io.github.rulewarden.policy.Tunnels} and {@link io.github.rulewarden.policy.TailscaleLink}
 *       look at single rules and links, {@code PairMatcher} finds which suppress rule belongs to
 *       which capture.
 *   <li>Planners: {@link io.github.rulewarden.policy.Planner} puts the VPN's rules behind
 *       Tailscale's ({@code Relocation}, {@code Deduplication}), {@link
 *       io.github.rulewarden.policy.RestorePlanner} puts back what was deleted, {@link
 *       io.github.rulewarden.policy.CleanupPlanner} removes what nobody needs any more, {@link
 *       io.github.rulewarden.policy.UndoPlanner} moves rules back to where they came from.
 *   <li>Plans: a plan is a list of {@link io.github.rulewarden.policy.Intervention}s, lowered to
 *       {@link io.github.rulewarden.policy.Step}s. {@code Proof} checks each of them; no plan
 *       leaves this package that could not be proven.
 *   <li>{@link io.github.rulewarden.policy.StateUpdates} says what is remembered of a plan and of a
 *       snapshot.
 * </ul>
 *
 * <p>A new VPN's shape goes into {@code RuleClassifier}, a new link kind into {@link
 * io.github.rulewarden.policy.Tunnels}.
 *
 * <p><b>2026-11-20: the proof is about order, not about sample packets.</b> Routing tables hold
 * anything, so a proof by trying packets would prove little. {@code Precedence} argues from which
 * rule stands ahead of which; it is exact for arbitrary foreign rules and costs microseconds.
 *
 * <p><b>2026-11-20: from the rear to the front.</b> Copies are added, and originals deleted, in
 * reverse ladder order. Deleting every capture before every suppress rule seems as good, but lets
 * the companion of an older tunnel decide for packets of a newer one ahead of it that has no
 * companion yet.
 *
 * <p><b>2026-11-27: one plan for every change.</b> Cleanup and undo used to delete rules of
 * Rulewarden's own without a plan. Now they are {@link
 * io.github.rulewarden.policy.Intervention.Remove}s of a plan like any other, and proven with it.
 */
@NullMarked
package io.github.rulewarden.policy;

import org.jspecify.annotations.NullMarked;
