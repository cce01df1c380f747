/**
 * Planners. Each returns only plans that were proven safe, with the reasons for what it refuses.
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.policy.planner.Planner} puts the VPN's rules behind Tailscale's
 *       ({@code Relocation}, {@code Deduplication}).
 *   <li>{@link io.github.rulewarden.policy.planner.RestorePlanner} restores deleted rules.
 *   <li>{@link io.github.rulewarden.policy.planner.CleanupPlanner} removes rules that are no longer
 *       needed.
 *   <li>{@link io.github.rulewarden.policy.planner.UndoPlanner} moves rules back to where they came
 *       from.
 * </ul>
 */
@NullMarked
package io.github.rulewarden.policy.planner;

import org.jspecify.annotations.NullMarked;
