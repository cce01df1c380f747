/**
 * Hosts in network namespaces, and the programs on them, real or simulated. The test that creates a
 * host closes it, and the host leaves nothing behind.
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.testing.TestHost}: a host in a network namespace. Its guests
 *       are a simulated {@link io.github.rulewarden.testing.Tailscale}, the real {@link
 *       io.github.rulewarden.testing.Tailscaled}, {@link io.github.rulewarden.testing.WireGuard}
 *       with the real wg-quick, {@link io.github.rulewarden.testing.Mullvad}, and the packaged
 *       {@link io.github.rulewarden.testing.Daemon};
 *   <li>{@link io.github.rulewarden.testing.Watcher}: records every state of the rules, in which
 *       {@link io.github.rulewarden.testing.GapCheck} looks for gaps; it has its own decoder;
 *   <li>{@link io.github.rulewarden.testing.Ladder}, {@link io.github.rulewarden.testing.Routes}:
 *       rules and routes as {@code ip} shows them;
 *   <li>{@link io.github.rulewarden.testing.Bus}, a {@link io.github.rulewarden.testing.PrivateBus}
 *       that is accessed with busctl; {@link io.github.rulewarden.testing.NotifySocket}, systemd's
 *       end of the notify socket;
 *   <li>{@link io.github.rulewarden.testing.Program}: any program, with a deadline.
 * </ul>
 */
@NullMarked
package io.github.rulewarden.testing;

import org.jspecify.annotations.NullMarked;
