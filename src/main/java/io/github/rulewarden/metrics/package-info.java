/**
 * Counters and states for Prometheus.
 *
 * <p>{@link io.github.rulewarden.metrics.Counters} counts the events that the reporter reports, and
 * exports them in the text format 0.0.4. {@link io.github.rulewarden.metrics.Textfile} writes that
 * text to a file for node_exporter's textfile collector. Neither delays a repair: the counters run
 * on the reporter's thread, the file is written on a thread of its own.
 *
 * <p>2026-11-20: the numbers of inversions and repairs are taken from the status and not counted a
 * second time, so that {@code rulewarden status} and the metrics always agree. The rest is counted
 * from events.
 */
@NullMarked
package io.github.rulewarden.metrics;

import org.jspecify.annotations.NullMarked;
