/**
 * Counters and states for Prometheus.
 *
 * <p>{@link io.github.rulewarden.metrics.Counters} counts what the reporter tells, and puts it into
 * the text format 0.0.4; {@link io.github.rulewarden.metrics.Textfile} keeps that text in a file
 * for node_exporter's textfile collector. Neither is ever on the way of a repair: the one is told
 * on the reporter's thread, the other writes on its own.
 *
 * <p>2026-11-20: inversions and repairs are taken over from the status and not counted a second
 * time, so that {@code rulewarden status} and the metrics can never disagree. The rest is counted
 * from events.
 */
@NullMarked
package io.github.rulewarden.metrics;

import org.jspecify.annotations.NullMarked;
