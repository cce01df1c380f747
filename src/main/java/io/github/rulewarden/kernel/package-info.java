/**
 * The adapter between the daemon's ports and the kernel: reads, watches and changes routing rules
 * over netlink.
 *
 * <p>The kernel's omissions and sentinels (a priority left out is 0, a suppress length of
 * 0xffffffff is none) end in {@code RuleCodec}; nothing beyond this package knows of them.
 * Everything that changes a rule is in {@code PlanExecutor}.
 *
 * <p><b>2026-11-20: a witness with a socket of its own.</b> Who changed a rule is read from {@code
 * /proc} while the process lives, which for {@code ip} is half a millisecond. Of 200 single {@code
 * ip rule add} on a busy machine of two cores a look after the repair caught 67 in 100 by name, a
 * thread that the loop woke 82, and made the repair up to a third slower, because the woken one
 * took the loop's core. A thread that the kernel wakes on {@code ip}'s behalf catches 95 (of real
 * wg-quick's 91, where it was 24), and the repair does not notice. What is gone all the same stays
 * so: the connector that tells of every process (CN_PROC) takes more rights than this daemon has.
 */
@NullMarked
package io.github.rulewarden.kernel;

import org.jspecify.annotations.NullMarked;
