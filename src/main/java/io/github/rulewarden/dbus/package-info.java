/**
 * Rulewarden on D-Bus, from both sides: {@link io.github.rulewarden.dbus.BusService} offers a
 * running daemon on the system bus, and {@link io.github.rulewarden.dbus.ManagerClient} is the
 * command line's connection to it. The protocol itself is {@link
 * io.github.rulewarden.dbus.protocol}.
 *
 * <p>The path of a report: {@code report} appends it to the queue of the {@link
 * io.github.rulewarden.dbus.Publisher}, whose thread sends what changed. The path of a call: the
 * service's thread receives it ({@link io.github.rulewarden.dbus.Session}), and {@link
 * io.github.rulewarden.dbus.ManagerObject} answers it. A call that changes something is a {@link
 * io.github.rulewarden.dbus.PrivilegedCall} and needs the {@link
 * io.github.rulewarden.dbus.Authorizer}: the bus reports the caller's user id, root may do
 * everything, and {@link io.github.rulewarden.dbus.Polkit} decides for other users.
 *
 * <p>Every user of a bus can send any message to the daemon, and can claim that it is the reply to
 * one of the daemon's calls. Three rules protect the daemon:
 *
 * <ul>
 *   <li>a reply counts only if the bus names the destination of the call as its sender ({@link
 *       io.github.rulewarden.dbus.protocol.Request#isAnsweredBy}). The bus reports the owner of
 *       polkit's name for each call anew;
 *   <li>the number of calls that wait is limited, in total and for each caller ({@link
 *       io.github.rulewarden.dbus.CallerQuota});
 *   <li>when the bus reads nothing more because clients do not read their replies, the daemon
 *       replaces the connection ({@link io.github.rulewarden.dbus.protocol.StallWatch}).
 * </ul>
 *
 * <p>2026-11: of dbus-java, the program uses only the decoding of messages. It has its own
 * connection, dispatcher and encoder because the connection of dbus-java
 *
 * <ul>
 *   <li>dispatches by the member alone, whatever the interface, and replies with the names of Java
 *       classes as the names of errors;
 *   <li>does not reconnect, waits up to ten seconds for each of four thread pools when it is
 *       closed, and doubles start-up time and memory;
 *   <li>accepts messages of any length, so that every user of the bus could fill the daemon's heap;
 *   <li>writes in a time that grows with the square of the number of fields: 10,000 rules took 26
 *       seconds.
 * </ul>
 *
 * <p>The program does not use sd-bus, systemd's D-Bus library, because
 *
 * <ul>
 *   <li>it is a C library: each function needs a native call, and each method handler a call from C
 *       into Java. Native calls are confined to {@code netlink.linux}, cost start-up time for each
 *       signature, and end the process where Java code throws an exception;
 *   <li>the objects of sd-bus are not thread-safe, while here one thread receives, several send,
 *       and closing the socket ends a wait;
 *   <li>libsystemd would become a dependency of a program whose native calls need libc only, and
 *       would replace only {@code dbus.protocol}.
 * </ul>
 */
@NullMarked
package io.github.rulewarden.dbus;

import org.jspecify.annotations.NullMarked;
