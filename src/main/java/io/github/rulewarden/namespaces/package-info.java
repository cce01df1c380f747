/**
 * The watched network namespaces: {@link io.github.rulewarden.namespaces.Supervisor} runs one
 * {@link io.github.rulewarden.daemon.ReconcileLoop} for each of them, {@link
 * io.github.rulewarden.namespaces.SupervisorManager} answers operators for all of them.
 *
 * <p>Today there is one, the daemon's own. A loop knows its {@link io.github.rulewarden.fib.Scope}
 * and shares nothing with another one but the {@link io.github.rulewarden.daemon.Reporter}.
 */
@NullMarked
package io.github.rulewarden.namespaces;

import org.jspecify.annotations.NullMarked;
