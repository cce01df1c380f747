/**
 * Rulewarden on D-Bus, from both ends: {@link io.github.rulewarden.dbus.BusService} shows a running
 * daemon to the system bus, {@link io.github.rulewarden.dbus.ManagerClient} is the command line's
 * way to it. The only package that imports {@code org.freedesktop}.
 *
 * <p>The way of a report: {@code report} puts it into the {@link
 * io.github.rulewarden.dbus.Publisher}'s queue, whose thread sends what changed. The way of a call:
 * the service's thread receives it ({@link io.github.rulewarden.dbus.Session}), {@link
 * io.github.rulewarden.dbus.ManagerObject} answers. What changes something is an {@link
 * io.github.rulewarden.dbus.PrivilegedCall} and has to pass the {@link
 * io.github.rulewarden.dbus.Authorizer}: the bus says who calls, root passes, others have to be let
 * by {@link io.github.rulewarden.dbus.Polkit}. Below both is {@link
 * io.github.rulewarden.dbus.BusConnection}: one socket, {@link
 * io.github.rulewarden.dbus.MessageReader} and {@link io.github.rulewarden.dbus.MessageEncoder}.
 *
 * <p>Everybody on a bus may send us anything, and say that it is the answer to what we asked. So an
 * answer counts only if the bus says that it is from whom was asked ({@link
 * io.github.rulewarden.dbus.Request#isAnsweredBy}); who is polkit, the bus is asked each time. And
 * what waits takes places of which nobody gets more than his share ({@link
 * io.github.rulewarden.dbus.CallerQuota}). And where a bus takes nothing more because of those who
 * never read, the connection is given up for a new one ({@link
 * io.github.rulewarden.dbus.StallWatch}).
 *
 * <p>2026-11: of dbus-java only the reading of messages is used. Its connection
 *
 * <ul>
 *   <li>dispatches by the member alone, whatever the interface, and answers with the names of Java
 *       classes where the name of an error belongs;
 *   <li>does not reconnect, waits up to ten seconds for each of four thread pools when it is
 *       closed, and costs twice the start-up time and memory;
 *   <li>takes a message of any length: every user of the bus could fill the daemon's heap;
 *   <li>writes in a time that grows with the square of the fields: 10,000 rules took 26 seconds.
 * </ul>
 */
@NullMarked
package io.github.rulewarden.dbus;

import org.jspecify.annotations.NullMarked;
