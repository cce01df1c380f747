/**
 * Reads the settings of WireGuard and AmneziaWG tunnels: the fwmark, and the families of which a
 * tunnel captures all traffic.
 *
 * <p>{@link io.github.rulewarden.kernel.wireguard.TunnelQueries} reads on a thread of its own, so
 * that a program that does not reply cannot delay a repair. There are three sources:
 *
 * <ul>
 *   <li>{@code KernelWireGuard}: the kernel module, over generic netlink;
 *   <li>{@code UserspaceWireGuard}: the control socket of a program behind a TUN device;
 *   <li>{@code WgQuickEvidence}: wg-quick's firewall rules. They confirm the other two, and replace
 *       them if the tunnel itself cannot be read.
 * </ul>
 */
@NullMarked
package io.github.rulewarden.kernel.wireguard;

import org.jspecify.annotations.NullMarked;
