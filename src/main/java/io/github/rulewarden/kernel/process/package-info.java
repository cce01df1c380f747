/**
 * Finds the process that changed a rule, its parent and its systemd unit or container.
 *
 * <p>{@link io.github.rulewarden.kernel.process.ProcessObserver} reads {@code /proc} on a thread of
 * its own as soon as a change is announced. {@link io.github.rulewarden.kernel.process.ChangeLog}
 * remembers which port id added which rule, and looks the process up in the observer's results.
 *
 * <p><b>2026-11-20: an observer with a socket of its own.</b> {@code /proc} shows a process only
 * while it lives, which for {@code ip} is half a millisecond. Measured with 200 single {@code ip
 * rule add} on a busy machine with two cores:
 *
 * <ul>
 *   <li>a read after the repair identified 67 of 100;
 *   <li>a thread that the loop wakes identified 82, and made the repair up to a third slower,
 *       because the woken thread took the loop's core;
 *   <li>a thread that the kernel wakes on {@code ip}'s behalf identifies 95 (of real wg-quick's
 *       changes 91, where it was 24), and does not slow the repair down.
 * </ul>
 *
 * <p>The rest stays unidentified: the process connector (CN_PROC), which reports every process,
 * requires more privileges than this daemon has.
 */
@NullMarked
package io.github.rulewarden.kernel.process;

import org.jspecify.annotations.NullMarked;
