/**
 * The D-Bus protocol: a connection to a bus, its messages and their values. The package does not
 * depend on Rulewarden.
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.dbus.protocol.BusConnection}: one socket; calls, replies and
 *       signals. {@link io.github.rulewarden.dbus.protocol.StallWatch} closes it when the bus stops
 *       reading;
 *   <li>{@link io.github.rulewarden.dbus.protocol.Value}: the values of a message, sent or
 *       received;
 *   <li>{@link io.github.rulewarden.dbus.protocol.Message}: a message that was received; {@link
 *       io.github.rulewarden.dbus.protocol.MessageReader} cuts it from the stream, and {@code
 *       MessageDecoder} decodes it;
 *   <li>{@link io.github.rulewarden.dbus.protocol.Request}: a call to send; {@link
 *       io.github.rulewarden.dbus.protocol.MessageEncoder} and {@link
 *       io.github.rulewarden.dbus.protocol.Marshaller} write it;
 *   <li>{@link io.github.rulewarden.dbus.protocol.ErrorReply}: a reply that is an error.
 * </ul>
 *
 * <p>Only this package may import {@code org.freedesktop}, and only {@code MessageDecoder} does:
 * dbus-java decodes received messages, and its types do not leave that class. So the program has
 * one type of value, and a new version of dbus-java changes one file. {@code dbus/package-info}
 * explains why the program uses no more of dbus-java.
 */
@NullMarked
package io.github.rulewarden.dbus.protocol;

import org.jspecify.annotations.NullMarked;
