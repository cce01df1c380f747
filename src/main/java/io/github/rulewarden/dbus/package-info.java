/**
 * Rulewarden on D-Bus, from both ends: {@link io.github.rulewarden.dbus.BusService} shows a running
 * daemon to the system bus, {@link io.github.rulewarden.dbus.ManagerClient} is the command line's
 * way to it. The only package that imports {@code org.freedesktop}.
 *
 * <p>Of dbus-java only the messages and their reader are used; connecting, waiting and dispatching
 * are done here:
 *
 * <ul>
 *   <li>its dispatcher ignores the interface of a call and answers with Java class names where an
 *       error name belongs;
 *   <li>its connection has no reconnect, four thread pools and, in closing, up to forty seconds of
 *       patience; ours is one socket that a thread reads;
 *   <li>it writes a message in one system call for each field, which is felt at 10,000 rules;
 *   <li>its authentication loads collation tables and a random generator to send one word.
 * </ul>
 *
 * <p>The way of a report: {@code report} puts it into the {@link
 * io.github.rulewarden.dbus.Publisher}'s queue, whose thread sends what changed. The way of a call:
 * the service's thread reads it, {@link io.github.rulewarden.dbus.ManagerObject} answers it.
 */
@NullMarked
package io.github.rulewarden.dbus;

import org.jspecify.annotations.NullMarked;
