/**
 * Decides what is wrong with the rules and how to repair it. It consists of pure functions of a
 * snapshot, the saved state and the operator's {@link io.github.rulewarden.policy.Policy} that
 * return a {@link io.github.rulewarden.policy.Plan}.
 *
 * <ul>
 *   <li>Recognition: {@link io.github.rulewarden.policy.Ladder} gives each rule its {@link
 *       io.github.rulewarden.policy.Role}. {@code RuleClassifier}, {@code KernelRules}, {@link
 *       io.github.rulewarden.policy.Tunnels} and {@link io.github.rulewarden.policy.TailscaleLink}
 *       classify single rules and links, and {@code PairMatcher} finds which suppress rule belongs
 *       to which capture.
 *   <li>Planners: {@link io.github.rulewarden.policy.Planner} puts the VPN's rules behind
 *       Tailscale's ({@code Relocation}, {@code Deduplication}), {@link
 *       io.github.rulewarden.policy.RestorePlanner} restores deleted rules, {@link
 *       io.github.rulewarden.policy.CleanupPlanner} removes rules that are no longer needed, and
 *       {@link io.github.rulewarden.policy.UndoPlanner} moves rules back to where they came from.
 *   <li>Plans: a plan is a list of {@link io.github.rulewarden.policy.Intervention}s, lowered to
 *       {@link io.github.rulewarden.policy.Step}s. {@code Proof} checks each of them; this package
 *       returns only plans that were proven safe.
 *   <li>Explanations: {@link io.github.rulewarden.policy.RuleDiagnostics} finds what an operator
 *       should know. Its findings, and all reasons ({@link io.github.rulewarden.policy.Refusal},
 *       {@link io.github.rulewarden.policy.Objection}, {@link io.github.rulewarden.policy.Remark}),
 *       are values; the package {@code text} has the words.
 *   <li>{@link io.github.rulewarden.policy.StateUpdates} decides what is remembered of a plan and
 *       of a snapshot.
 * </ul>
 *
 * <p>The shape of a new VPN's rules belongs in {@code RuleClassifier}, then {@code PairMatcher};
 * what proves that they are missing belongs in the package {@code leak}. A new kind of tunnel
 * belongs in {@link io.github.rulewarden.fib.Link.Kind} and {@code kernel.route.LinkKinds}.
 *
 * <p><b>2026-11-20: the proof is about order, not about sample packets.</b> Routing tables can
 * contain anything, so sample packets would prove little. {@code Precedence} uses only the order of
 * the rules; it is exact for arbitrary foreign rules and takes microseconds.
 *
 * <p><b>2026-11-20: from the rear to the front.</b> Copies are added, and originals deleted, in
 * reverse ladder order. Deleting every capture before every suppress rule seems equivalent, but
 * then the companion of an older tunnel decides for packets of a newer tunnel ahead of it that has
 * no companion yet.
 *
 * <p><b>2026-11-27: one plan for every change.</b> Cleanup and undo used to delete Rulewarden's own
 * rules without a plan. Now each such delete is an {@link
 * io.github.rulewarden.policy.Intervention.Remove} in a plan, and proven with it.
 */
@NullMarked
package io.github.rulewarden.policy;

import org.jspecify.annotations.NullMarked;
