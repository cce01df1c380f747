/**
 * The interface for operators, as values and ports. {@link io.github.rulewarden.api.Manager}
 * represents one daemon, in this process or at the other end of the bus. {@link
 * io.github.rulewarden.api.Status} is its state, and an {@link io.github.rulewarden.api.Event} is
 * something that happened; both go to every {@link io.github.rulewarden.api.StatusListener}. A
 * client on the bus receives the status and a {@link io.github.rulewarden.api.Signal} for some
 * events. The names are those of the D-Bus interface.
 *
 * <p>A new state goes into {@link io.github.rulewarden.api.State}. Its place there decides which
 * state is the worst ({@link io.github.rulewarden.api.Status#of}) and the exit code of {@code
 * cli.StatusCommand}. {@code daemon.StatusBuilder} has to produce it, with a reason of {@code
 * text.StateText}. javac reports the switch of {@code cli.StatusText}. Check also {@code
 * systemd.LogListener}, {@code doctor.DaemonCheck}, the list of words in {@code dbus.Manager1}, the
 * README and the man pages in {@code src/man}.
 *
 * <p>A new event goes into {@link io.github.rulewarden.api.Event}, then its kind into {@link
 * io.github.rulewarden.api.HistoryEntry.Kind} and {@code systemd.MessageId}. javac reports the
 * switches of {@code systemd.LogListener}, {@code text.HistoryEntryFactory}, {@code
 * metrics.Counters}, {@code cli.EntryText} and {@code dbus.Signals}. An event that clients should
 * receive also needs a {@link io.github.rulewarden.api.Signal}, the decoder in {@code
 * dbus.Signals}, and {@code dbus.Manager1}. The table in {@code systemd/package-info.java} and the
 * man page list the kinds.
 *
 * <p>A new method goes into {@link io.github.rulewarden.api.Manager}; the compiler reports its two
 * implementations, but not {@code dbus.ReadingMethods} or {@code dbus.PrivilegedCall}, and {@code
 * dbus.Manager1}, which also need it. The man pages in {@code src/man} describe states and methods.
 */
@NullMarked
package io.github.rulewarden.api;

import org.jspecify.annotations.NullMarked;
