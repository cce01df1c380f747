/**
 * The imperative shell around the pure core: wait for an event, read the rules, decide, execute,
 * read back, report.
 *
 * <p>How an event travels:
 *
 * <ol>
 *   <li>{@link io.github.rulewarden.daemon.ReconcileLoop} waits in {@link
 *       io.github.rulewarden.daemon.EventSource}. A {@link io.github.rulewarden.daemon.Wakeup} says
 *       that something has changed, not what.
 *   <li>{@code Reconciler} starts a {@code Round}: it reads a snapshot from the {@link
 *       io.github.rulewarden.daemon.RuleTable}, and each {@code FamilyState} assesses it. An {@code
 *       Assessment} is the ladder and the plan of {@link io.github.rulewarden.policy.Planner};
 *       {@code PlanCache} keeps the latest ones.
 *   <li>{@code PlanRunner} has the plan executed if mode and {@code Budget} allow it. {@code
 *       StateTracker} saves what is about to change before it changes.
 *   <li>The round reads and assesses again until nothing is left to do. Then {@code Restorer} cares
 *       for what leaks: {@code LeakMonitor} finds it, and what is certain is put back. {@code
 *       PeerMonitor} asks the kernel whether packets to the tailnet arrive there.
 *   <li>{@code NamespaceReport} and {@code StatusBuilder} put the result into words, and {@link
 *       io.github.rulewarden.daemon.Reporter} passes status and events to the listeners on a thread
 *       of its own.
 * </ol>
 *
 * <p>An operator's command takes the same way: it waits in {@code Requests} for the loop's thread,
 * the only one that writes to the kernel. {@link io.github.rulewarden.daemon.OneShot} does one
 * round without a daemon.
 */
@NullMarked
package io.github.rulewarden.daemon;

import org.jspecify.annotations.NullMarked;
