/**
 * What operators see and ask, as values and ports: {@link io.github.rulewarden.api.Manager} is one
 * daemon, in this process or at the other end of the bus; {@link io.github.rulewarden.api.Status}
 * is how things stand and {@link io.github.rulewarden.api.Event} what happened, told to every
 * {@link io.github.rulewarden.api.StatusListener}. The names are those of the D-Bus interface.
 */
@NullMarked
package io.github.rulewarden.api;

import org.jspecify.annotations.NullMarked;
