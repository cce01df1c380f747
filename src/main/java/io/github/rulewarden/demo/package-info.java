/**
 * The reboot race and its repair, live, in a network namespace that is thrown away.
 *
 * <p>{@link io.github.rulewarden.demo.LiveDemo} is the way in, {@code Performance} what is played.
 * The kernel, {@code wg-quick} and the daemon are real; {@code Scenery} stands in for tailscaled,
 * which would need an account. The audience's eyes are {@link
 * io.github.rulewarden.demo.RuleTimeline}: what somebody who only listens to the kernel makes of
 * it, without a word from the daemon.
 *
 * <p>Whatever happens, {@code Janitor} cleans up.
 */
@NullMarked
package io.github.rulewarden.demo;

import org.jspecify.annotations.NullMarked;
