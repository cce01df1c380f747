/**
 * The watched network namespaces: {@link io.github.rulewarden.namespaces.Supervisor} runs one
 * {@link io.github.rulewarden.daemon.ReconcileLoop} for each of them, and {@link
 * io.github.rulewarden.namespaces.SupervisorManager} serves operators' requests for all of them.
 *
 * <p>Today there is one, the daemon's own. A loop knows its {@link io.github.rulewarden.fib.Scope}
 * and shares only the {@link io.github.rulewarden.daemon.Reporter} with other loops.
 */
@NullMarked
package io.github.rulewarden.namespaces;

import org.jspecify.annotations.NullMarked;
