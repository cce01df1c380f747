/**
 * Reads links and routes: what a snapshot holds beside the rules.
 *
 * <p>{@link io.github.rulewarden.kernel.route.Topology} caches links and default routes and decides
 * which route event invalidates them. {@code TailnetTable} does the same for Tailscale's table.
 * {@link io.github.rulewarden.kernel.route.RouteQuery} makes the kernel look up a route for one
 * packet; {@code Uplinks} uses it to distinguish a tunnel from an uplink.
 *
 * <p><b>No route table is read as a whole unless a rule needs it.</b> The main table of a router
 * may hold a million routes. {@link io.github.rulewarden.kernel.route.RouteFilter} makes the kernel
 * drop the events of such routes, so that they do not wake the daemon.
 */
@NullMarked
package io.github.rulewarden.kernel.route;

import org.jspecify.annotations.NullMarked;
