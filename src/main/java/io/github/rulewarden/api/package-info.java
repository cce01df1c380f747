/**
 * The interface for operators, as values and ports. {@link io.github.rulewarden.api.Manager}
 * represents one daemon, in this process or at the other end of the bus. {@link
 * io.github.rulewarden.api.Status} is its state, and an {@link io.github.rulewarden.api.Event} is
 * something that happened; both go to every {@link io.github.rulewarden.api.StatusListener}. A
 * client on the bus receives the status and a {@link io.github.rulewarden.api.Signal} for some
 * events. The names are those of the D-Bus interface.
 *
 * <p>A new state goes into {@link io.github.rulewarden.api.State}; {@code daemon.StatusBuilder} has
 * to produce it, and the compiler reports the other places that handle states. A new method goes
 * into {@link io.github.rulewarden.api.Manager}; the compiler reports its two implementations, but
 * not {@code dbus.ReadingMethods} or {@code dbus.PrivilegedCall}, and {@code dbus.Manager1}, which
 * also need it. The man pages in {@code src/man} describe states and methods.
 */
@NullMarked
package io.github.rulewarden.api;

import org.jspecify.annotations.NullMarked;
