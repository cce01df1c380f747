/**
 * What happened, told once in a sentence and kept: in memory for who asks, and in the state
 * directory ({@code history.jsonl}) beyond restarts and reboots.
 *
 * <p>The file is text, one JSON object a line, in the vocabulary of D-Bus and {@code --json}: time
 * (CLOCK_REALTIME in microseconds), kind, netns, family, text, opponent, durationUSec, steps. It is
 * only ever appended to; when it is large it becomes {@code history.jsonl.1}, and the one of before
 * goes. Who reads it skips keys that are unknown, and takes keys that are absent for empty. A line
 * without its end was never finished: it is cut off before the next one is written.
 *
 * <p><b>2026-11-20: JSON.</b> A tab-separated text would save seven classes and some tens of
 * milliseconds of a thread that nobody waits for, once after a start (a thousand entries take 60);
 * but {@code jq} reads this, and a version to come may add a key without anybody taking care.
 *
 * <p><b>2026-11-20: what repeats itself is folded.</b> An opponent that fights for days, or an
 * inversion each second, would push everything else out of a thousand entries within the hour. Of
 * what says the same thing the first eight within an hour are kept as they are; for the further
 * ones there is one entry that moves along with the last of them and counts. The file gets that
 * entry at the 16th, the 32nd, the 64th time and so on.
 */
@NullMarked
package io.github.rulewarden.history;

import org.jspecify.annotations.NullMarked;
