/**
 * The neighbours that tests play or start, and the ground they stand on. Each is closed by the test
 * that made it, or leaves its host, and leaves nothing behind.
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.testing.TestHost}: a host in a network namespace; on it, as its
 *       guests, {@link io.github.rulewarden.testing.Tailscale} as the tests play it, the real
 *       {@link io.github.rulewarden.testing.Tailscaled}, {@link
 *       io.github.rulewarden.testing.WireGuard} by the real wg-quick, {@link
 *       io.github.rulewarden.testing.Mullvad}, and the packaged {@link
 *       io.github.rulewarden.testing.Daemon};
 *   <li>{@link io.github.rulewarden.testing.Watcher}: every state that the rules went through, for
 *       {@link io.github.rulewarden.testing.GapCheck} to look for gaps; it decodes by itself what
 *       it needs;
 *   <li>{@link io.github.rulewarden.testing.Ladder}, {@link io.github.rulewarden.testing.Routes}:
 *       rules and routes as {@code ip} shows them;
 *   <li>{@link io.github.rulewarden.testing.Bus}, a {@link io.github.rulewarden.testing.PrivateBus}
 *       in the eyes of busctl, and {@link io.github.rulewarden.testing.NotifySocket}, systemd's end
 *       of it;
 *   <li>{@link io.github.rulewarden.testing.Program}: any program, with a deadline.
 * </ul>
 */
@NullMarked
package io.github.rulewarden.testing;

import org.jspecify.annotations.NullMarked;
