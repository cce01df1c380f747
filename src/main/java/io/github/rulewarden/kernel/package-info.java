/**
 * The adapter between the daemon's ports and the kernel. It reads, watches and changes routing
 * rules over netlink.
 *
 * <p>{@link io.github.rulewarden.kernel.Kernel} opens the ports for one network namespace. {@code
 * PlanExecutor}, which {@code KernelRuleTable} uses, is the only class that changes rules. These
 * classes implement the ports:
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.kernel.KernelRuleTable}: the port RuleTable. It reads a
 *       snapshot and caches what no event has invalidated;
 *   <li>{@code KernelEvents} and {@code EventDispatcher}: the port EventSource. They receive the
 *       kernel's events and invalidate in the cache what an event names;
 *   <li>{@code kernel.wireguard.TunnelQueries}: the port TunnelSettingsSource;
 *   <li>{@code EventAttribution}: the port Attribution, which names the process behind a change.
 * </ul>
 *
 * <p>The parts are in subpackages, which do not depend on this package ({@code warmup} does):
 *
 * <ul>
 *   <li>{@code kernel.rule}: the request socket, and a consistent list of rules;
 *   <li>{@code kernel.route}: links, default routes, Tailscale's table, route lookups;
 *   <li>{@code kernel.wireguard}: fwmark and captured families of a tunnel;
 *   <li>{@code kernel.process}: the process that made a change;
 *   <li>{@code kernel.warmup}: an in-memory kernel for the warm-up before the first repair.
 * </ul>
 *
 * <p>{@link io.github.rulewarden.kernel.RuleWatch} is a separate recorder of rule events for the
 * demonstration and for tests. The daemon does not use it.
 */
@NullMarked
package io.github.rulewarden.kernel;

import org.jspecify.annotations.NullMarked;
