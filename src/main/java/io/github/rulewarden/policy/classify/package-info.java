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
 * what proves that they are missing belongs in the package {@code leak}. These classes also rely on
 * the two forms, {@code not fwmark M lookup T} and the suppress rule: {@code Duplicates}, {@link
 * io.github.rulewarden.policy.classify.Ladder}, {@link
 * io.github.rulewarden.policy.classify.StaleCaptures}, {@code planner.MoveGuard}, {@code
 * planner.RestorePlanner}, {@code planner.InterruptedRepair}, {@code plan.StateUpdates}, {@code
 * plan.DuplicateUpdates}, {@code leak.Leaks}, {@code leak.WgQuickPair}, {@code daemon.LeakMonitor},
 * {@code kernel.route.Topology} and {@code kernel.route.Uplinks}.
 *
 * <p>A new kind of tunnel belongs in {@link io.github.rulewarden.fib.Link.Kind} and {@code
 * kernel.route.LinkKinds}, also in {@code kernel.wireguard.TunnelSettingsReader} and {@code
 * kernel.warmup.ModelTopology}.
 */
@NullMarked
package io.github.rulewarden.policy.classify;

import org.jspecify.annotations.NullMarked;
