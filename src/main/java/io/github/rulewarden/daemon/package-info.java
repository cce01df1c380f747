/**
 * The imperative shell around the pure core: wait for a notification of the kernel, read the rules,
 * decide, execute, read back, report.
 *
 * <p>How a notification travels:
 *
 * <ol>
 *   <li>{@link io.github.rulewarden.daemon.ReconcileLoop} waits in {@link
 *       io.github.rulewarden.daemon.EventSource}, which {@code kernel.KernelEvents} implements. Its
 *       {@code EventDispatcher} invalidates in the adapter's cache what an event reports as
 *       changed. A {@link io.github.rulewarden.daemon.Wakeup} contains the kinds of change, and
 *       therefore the {@link io.github.rulewarden.daemon.Freshness} that the next snapshot needs:
 *       everything if events may be missing, else what changed. The daemon also reads everything at
 *       the start, at an operator's request, periodically, and after a failed read. In a storm
 *       ({@code StormLimiter}) the loop pauses first. In a contested family it ignores events
 *       ({@code EventSource.disregard}). The read after a plan first drains the queued rule events;
 *       those of other processes cause the next wakeup.
 *   <li>{@code Reconciler} reads a snapshot from the {@link io.github.rulewarden.daemon.RuleTable},
 *       and notes what it does in a {@code Round}. {@code Restorer} removes rules that are no
 *       longer needed. Then each {@code FamilyState} assesses the snapshot. An {@code Assessment}
 *       is the ladder and the plan of {@link io.github.rulewarden.policy.planner.Planner}; {@code
 *       PlanCache} keeps the latest ones.
 *   <li>{@code PlanRunner} executes the plan if mode and {@code Budget} allow it. {@code
 *       StateTracker} saves the change before it is made.
 *   <li>{@code Reconciler} reads and assesses again until nothing is left to do. As soon as the
 *       order needs no further repair, {@code Restorer.observe} looks for leaks with {@code
 *       LeakMonitor} and creates the events {@code Leak}. {@code Restorer.restore} restores rules
 *       that certainly belong there; that causes another pass. {@code Reconciler.conclude} creates
 *       the events {@code Repaired}. Then {@code PeerMonitor} queries the kernel whether packets
 *       for the tailnet leave through Tailscale's link. {@code Round.describeInversions} creates
 *       the events {@code Inverted} last, because attribution takes time.
 *   <li>{@code NamespaceReport} and {@code StatusBuilder} describe the result, and {@link
 *       io.github.rulewarden.daemon.Reporter} passes status and {@link
 *       io.github.rulewarden.api.Event}s on, on its own thread: first to the history, then to the
 *       log, systemd, metrics and D-Bus. The root package's {@code DaemonProcess} names them all.
 *       {@code dbus.Publisher} has a second queue and thread, so that a bus that reads nothing does
 *       not block the others; {@code dbus.Signals} encodes the events.
 * </ol>
 *
 * <p>An operator's request is handled in the same way: it waits in {@code OperatorRequests} for the
 * loop's thread, the only one that writes to the kernel. {@link
 * io.github.rulewarden.daemon.OneShot} runs one round without a daemon, and {@code WarmUp} runs
 * rounds in a sandbox; both read everything.
 */
@NullMarked
package io.github.rulewarden.daemon;

import org.jspecify.annotations.NullMarked;
