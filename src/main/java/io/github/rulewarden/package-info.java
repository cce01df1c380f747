/**
 * Rulewarden keeps Tailscale's {@code lookup 52} ahead of WireGuard's {@code lookup 51820}. This
 * page is the map of the program.
 *
 * <p>One idea: <b>read a snapshot, compare it with the policy in a pure function, execute the plan,
 * read again, report.</b> An event only says that something changed; the snapshot alone decides
 * what is done. So a lost, duplicated or self-caused event is harmless, and a daemon without saved
 * state does the same as one that has run for a year.
 *
 * <pre>
 *   Main        the composition root, with the classes beside it: connects the other packages
 *   namespaces  a loop for each watched namespace; only the root package uses it
 *   demo        a live demonstration in a temporary namespace; only the root package uses it
 *
 *   cli         commands, tables, JSON                              picocli, nanojson
 *   dbus        the operators' interface on D-Bus
 *     protocol  the D-Bus protocol                                  dbus-java
 *   systemd     notify socket, watchdog, journal                    logback
 *   config      TOML to Policy, every error with its position       tomlj
 *   statefile   the saved state, in a file that outlives the daemon
 *   history     events, in memory and in a file that survives a reboot  nanojson
 *   metrics     counters for Prometheus
 *   doctor      reads the host, and never changes it                nanojson
 *   kernel      implements the daemon's ports with netlink; its package-info lists the subpackages
 *     |
 *     v
 *   daemon      the loop, the only writer; its ports: RuleTable, EventSource, StateStore and others
 *     |
 *     v
 *   text        pure: every sentence about rules, states, events, leaks and findings
 *     |
 *     v
 *   api         the operators' interface: Status, Event, Finding, Manager
 *   leak        pure: which traffic bypasses a tunnel, and what proves it
 *     |
 *     v
 *   policy      pure: classify, plan, planner, diagnosis; see its package-info
 *     |
 *     v
 *   state       values: what a snapshot cannot show
 *     |
 *     v
 *   fib         values: Rule, Route, Link, Snapshot; the kernel's lookup
 *
 *   wire        the codec between fib's rules and netlink's messages
 *
 *   netlink     a library that needs only java.base; wire, kernel, systemd, statefile, demo and
 *               the root package use it
 *     linux     all native calls of the program: sockets, namespaces, SIGHUP
 *     route     rule, route, link and address messages, lossless both ways
 *     generic   generic netlink messages: WireGuard
 *     netfilter tables and rules of nftables
 *     testing   a transport that replies from a script, for tests
 * </pre>
 *
 * <p>The dependency rule: arrows point down, {@code kernel, systemd -> daemon -> text -> api, leak
 * -> policy -> state -> fib}, and {@code kernel -> netlink -> java.base}. {@code cli}, {@code dbus}
 * and {@code config} do not need {@code daemon}. The adapters do not depend on each other, except
 * that {@code cli} reads {@code config} and runs {@code doctor}. {@code kernel} and {@code
 * statefile} use {@code wire -> fib, netlink}; {@code statefile} and {@code systemd} use {@code
 * netlink.linux}. {@code cli} uses the kernel through ports that the root package implements.
 * Nothing imports the root package. {@code fib}, {@code state}, {@code policy}, {@code leak} and
 * {@code text} have no input, output, threads, clock or logger. The table in the test class {@code
 * Architecture} lists what each package may use; {@code ArchitectureTest} enforces it, and fails if
 * the table allows a package that nobody uses.
 *
 * <p>One vocabulary: <i>snapshot</i> (the current rules), <i>policy</i> (the configured goal),
 * <i>plan</i> of <i>steps</i> (the difference), <i>verdict</i> (the reason), <i>status</i> (the
 * report).
 */
@NullMarked
package io.github.rulewarden;

import org.jspecify.annotations.NullMarked;
