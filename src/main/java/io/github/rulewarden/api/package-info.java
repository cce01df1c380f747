/**
 * The interface for operators, as values and ports. {@link io.github.rulewarden.api.Manager}
 * represents one daemon, in this process or at the other end of the bus. {@link
 * io.github.rulewarden.api.Status} is its state, and an {@link io.github.rulewarden.api.Event} is
 * something that happened; both go to every {@link io.github.rulewarden.api.StatusListener}. The
 * names are those of the D-Bus interface.
 *
 * <p>A new state goes into {@link io.github.rulewarden.api.State}, a new method into {@link
 * io.github.rulewarden.api.Manager}; the compiler then reports every place that has to handle it.
 */
@NullMarked
package io.github.rulewarden.api;

import org.jspecify.annotations.NullMarked;
