/**
 * The history: each event as a sentence, in memory for callers, and in the state directory ({@code
 * history.jsonl}) across restarts and reboots.
 *
 * <p>The file is text with one JSON object per line. The keys are those of D-Bus and {@code
 * --json}: time (CLOCK_REALTIME in microseconds), kind, netns, family, text, opponent,
 * durationUSec, steps. The file is only appended to. When it is large it is renamed to {@code
 * history.jsonl.1}, which replaces the previous file of that name. A reader ignores unknown keys
 * and treats absent keys as empty. A last line without a line end was not finished; it is removed
 * before the next line is written.
 *
 * <p><b>2026-11-20: JSON.</b> Tab-separated text would save seven classes and tens of milliseconds
 * of a background thread, once after a start (a thousand entries take 60 ms). But {@code jq} reads
 * JSON, and a later version can add a key without breaking readers.
 *
 * <p><b>2026-11-20: repetitions are folded.</b> A process that undoes repairs for days, or an
 * inversion every second, would displace everything else from a thousand entries within an hour.
 * The first eight repetitions within an hour stay separate entries. All further ones share one
 * entry that counts them and has the time of the last. The file gets that entry at the 16th, 32nd,
 * 64th repetition and so on.
 *
 * <p><b>2026-11-27: the sentences are in {@link io.github.rulewarden.text.EventText}</b>, because
 * {@code rulewarden monitor} and the log use the same ones.
 */
@NullMarked
package io.github.rulewarden.history;

import org.jspecify.annotations.NullMarked;
