/**
 * Recognition. {@link io.github.rulewarden.policy.classify.Ladder} gives each rule of a snapshot
 * its {@link io.github.rulewarden.policy.classify.Role}.
 *
 * <p>{@link io.github.rulewarden.policy.classify.RuleClassifier}, {@code KernelRules}, {@link
 * io.github.rulewarden.policy.classify.Tunnels} and {@link
 * io.github.rulewarden.policy.classify.TailscaleLink} classify single rules and links. {@code
 * PairMatcher} finds which suppress rule belongs to which capture.
 *
 * <p>The form of a new VPN's rules belongs in {@code RuleClassifier}, then {@code PairMatcher};
 * what proves that they are missing belongs in the package {@code leak}. A new kind of tunnel
 * belongs in {@link io.github.rulewarden.fib.Link.Kind} and {@code kernel.route.LinkKinds}.
 */
@NullMarked
package io.github.rulewarden.policy.classify;

import org.jspecify.annotations.NullMarked;
