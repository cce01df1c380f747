/**
 * Decides what is wrong with the rules and how to repair it. It consists of pure functions of a
 * snapshot, the saved state and the operator's {@link io.github.rulewarden.policy.Policy}.
 *
 * <pre>
 *   diagnosis   what an operator should know about the rules
 *   planner     order, restore, clean up, undo: each returns a plan
 *     |
 *     v
 *   plan        interventions, steps, the proof, and what is remembered of a plan
 *     |
 *     v
 *   classify    the role of each rule, its pair, its tunnel
 *     |
 *     v
 *   policy      the operator's configuration
 * </pre>
 */
@NullMarked
package io.github.rulewarden.policy;

import org.jspecify.annotations.NullMarked;
