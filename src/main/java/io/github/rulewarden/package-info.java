/**
 * Rulewarden keeps Tailscale's {@code lookup 52} ahead of WireGuard's {@code lookup 51820}. This is
 * the map of the program.
 *
 * <p>One idea: <b>observe a snapshot, compare it with the policy in a pure function, execute the
 * plan, re-read, report.</b> An event is only a hint that something changed; what is done depends
 * on the snapshot alone. So a lost, doubled or self-caused event is harmless, and a daemon without
 * memory does the same as one that has run for a year.
 *
 * <pre>
 *   Main        the composition root, with the classes beside it: sees every package
 *   demo        the program on a stage: a namespace that is thrown away
 *
 *   cli         commands, tables, JSON                              picocli, nanojson
 *   dbus        status to the bus
 *     wire      the D-Bus protocol                                  dbus-java
 *   systemd     notify socket, watchdog, journal                    logback
 *   config      TOML to Policy, a position in every error           tomlj
 *   statefile   the saved state, in a file that outlives the daemon
 *   history     what happened, in memory and in a file that outlives the boot  nanojson
 *   kernel      netlink to the daemon's ports; its package-info lists the subpackages
 *     |
 *     v
 *   namespaces  a loop for each watched namespace
 *     |
 *     v
 *   daemon      the loop, the only writer; ports RuleTable, StateStore
 *     |
 *     v
 *   api         what operators see and ask: Status, Event, StatusListener, Manager
 *   leak        pure: what passes a tunnel by, and what is certain about it
 *     |
 *     v
 *   policy      pure: roles, Planner, RestorePlanner, Proof
 *     |
 *     v
 *   state       values: what a snapshot cannot show
 *     |
 *     v
 *   fib         values: Rule, Route, Link, Snapshot; the lookup as the kernel does it
 *
 *   wire        the codec between fib's rules and netlink's messages
 *
 *   netlink     a library of its own: java.base only; kernel uses it, and systemd for its
 *     linux     datagram socket. All native calls of the program are in linux
 *     route     rule, route, link and address messages, lossless both ways
 *     generic   messages of families with a name: WireGuard
 *     netfilter tables and rules of nftables
 * </pre>
 *
 * <p>The dependency rule: arrows point down, {@code cli, dbus, kernel, config, systemd -> daemon ->
 * leak -> policy -> state -> fib}, and {@code kernel -> netlink -> java.base}. The adapters do not
 * know each other, except that {@code cli} reads {@code config}. {@code kernel} and {@code
 * statefile} use {@code wire -> fib, netlink}. What {@code cli} needs of the kernel it gets through
 * ports that Main fills. Nothing but {@code Main} needs {@code demo}, and nothing imports the root
 * package. {@code fib}, {@code state}, {@code policy} and {@code leak} know no input or output,
 * thread, clock or logger. ArchitectureTest makes each of these sentences fail the build when it is
 * broken.
 *
 * <p>One vocabulary: <i>snapshot</i> (what is), <i>policy</i> (what is wanted), <i>plan</i> of
 * <i>steps</i> (the difference), <i>verdict</i> (why), <i>status</i> (what the world is told).
 */
@NullMarked
package io.github.rulewarden;

import org.jspecify.annotations.NullMarked;
