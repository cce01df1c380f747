/**
 * What operators see and ask, as values and ports: {@link io.github.rulewarden.manager.Manager} is
 * one daemon, in this process or at the other end of the bus; {@link
 * io.github.rulewarden.manager.Status} is how things stand and {@link
 * io.github.rulewarden.manager.Event} what happened, told to every {@link
 * io.github.rulewarden.manager.StatusListener}. The names are those of the D-Bus interface.
 */
@NullMarked
package io.github.rulewarden.manager;

import org.jspecify.annotations.NullMarked;
