/**
 * What is right, and how to get there: a pure function from the rules as they are and the
 * operator's wishes to a plan.
 *
 * <p>{@link io.github.rulewarden.policy.Ladder} gives each rule its {@link
 * io.github.rulewarden.policy.Role}; {@link io.github.rulewarden.policy.Planner} finds the {@link
 * io.github.rulewarden.policy.Plan}; no plan leaves this package that {@code Proof} could not
 * prove.
 *
 * <p><b>2026-11-20: the proof is about order, not about sample packets.</b> Routing tables hold
 * anything, so a proof by trying packets would prove little. {@code Precedence} argues from which
 * rule stands ahead of which; it is exact for arbitrary foreign rules and costs microseconds.
 *
 * <p><b>2026-11-20: from the rear to the front.</b> Copies are added, and originals deleted, in
 * reverse ladder order. Deleting every capture before every suppress rule seems as good, but lets
 * the companion of an older tunnel decide for packets of a newer one ahead of it that has no
 * companion yet.
 */
@NullMarked
package io.github.rulewarden.policy;

import org.jspecify.annotations.NullMarked;
