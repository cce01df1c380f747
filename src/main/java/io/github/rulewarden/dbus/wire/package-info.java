/**
 * The D-Bus protocol: a connection to a bus, the messages on it and the values in them. Knows
 * nothing of Rulewarden.
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.dbus.wire.BusConnection}: one socket; calls, replies and
 *       signals. {@link io.github.rulewarden.dbus.wire.StallWatch} closes it when the bus stops
 *       reading;
 *   <li>{@link io.github.rulewarden.dbus.wire.Value}: the values of a message, sent or received;
 *   <li>{@link io.github.rulewarden.dbus.wire.Message}: a message that was received; {@link
 *       io.github.rulewarden.dbus.wire.MessageReader} cuts it from the stream, and {@code
 *       MessageDecoder} decodes it;
 *   <li>{@link io.github.rulewarden.dbus.wire.Request}: a call to send; {@link
 *       io.github.rulewarden.dbus.wire.MessageEncoder} and {@link
 *       io.github.rulewarden.dbus.wire.Marshaller} write it;
 *   <li>{@link io.github.rulewarden.dbus.wire.ErrorReply}: a reply that is an error.
 * </ul>
 *
 * <p>The only package that may import {@code org.freedesktop}, and {@code MessageDecoder} is the
 * only class that does: dbus-java decodes what is received and nothing else, and its types do not
 * leave that class. So the program has one type of value, and a new version of dbus-java changes
 * one file. {@code dbus/package-info} says why dbus-java does no more than that.
 */
@NullMarked
package io.github.rulewarden.dbus.wire;

import org.jspecify.annotations.NullMarked;
