/**
 * The imperative shell around the pure core: wait for an event, read the rules, decide, execute,
 * read back, report.
 *
 * <p>How an event travels:
 *
 * <ol>
 *   <li>{@link io.github.rulewarden.daemon.ReconcileLoop} waits in {@link
 *       io.github.rulewarden.daemon.EventSource}. A {@link io.github.rulewarden.daemon.Wakeup}
 *       reports that something has changed, but not what.
 *   <li>{@code Reconciler} starts a {@code Round}: it reads a snapshot from the {@link
 *       io.github.rulewarden.daemon.RuleTable}, and each {@code FamilyState} assesses it. An {@code
 *       Assessment} is the ladder and the plan of {@link io.github.rulewarden.policy.Planner};
 *       {@code PlanCache} keeps the latest ones.
 *   <li>{@code PlanRunner} executes the plan if mode and {@code Budget} allow it. {@code
 *       StateTracker} saves the change before it is made.
 *   <li>The round reads and assesses again until nothing is left to do. Then {@code Restorer}
 *       handles leaks: {@code LeakMonitor} finds them, and rules that certainly belong there are
 *       restored. {@code PeerMonitor} asks the kernel whether packets for the tailnet leave through
 *       Tailscale's link.
 *   <li>{@code NamespaceReport} and {@code StatusBuilder} describe the result, and {@link
 *       io.github.rulewarden.daemon.Reporter} passes status and events to the listeners on its own
 *       thread.
 * </ol>
 *
 * <p>An operator's request is handled in the same way: it waits in {@code OperatorRequests} for the
 * loop's thread, the only one that writes to the kernel. {@link
 * io.github.rulewarden.daemon.OneShot} runs one round without a daemon.
 */
@NullMarked
package io.github.rulewarden.daemon;

import org.jspecify.annotations.NullMarked;
