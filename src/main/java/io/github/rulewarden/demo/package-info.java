/**
 * A live demonstration of the reboot race and its repair, in a temporary network namespace.
 *
 * <p>{@link io.github.rulewarden.demo.LiveDemo} is the entry point, {@code DemoScript} the sequence
 * of steps. The kernel, {@code wg-quick} and the daemon are real. {@code DemoHost} simulates
 * tailscaled, which would need an account. {@link io.github.rulewarden.demo.RuleTimeline} observes
 * the rules independently: it reconstructs all states from the kernel's notifications, without
 * information from the daemon.
 *
 * <p>{@code Cleanup} removes everything, however the demonstration ends.
 */
@NullMarked
package io.github.rulewarden.demo;

import org.jspecify.annotations.NullMarked;
