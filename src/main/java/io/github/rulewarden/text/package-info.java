/**
 * Makes every sentence that operators read about rules, states, events, leaks and findings, so that
 * the log, the history, the bus and the commands use the same words. All other packages handle
 * typed values; they never react to the wording of a sentence.
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.text.StateText}: the reason of a state; {@code PeerText}: why a
 *       peer cannot be reached; {@code TailscaleText}: why Tailscale's rules are missing or have no
 *       effect
 *   <li>{@link io.github.rulewarden.text.OrderText}: the order of the rules, in a few words
 *   <li>{@link io.github.rulewarden.text.EventText}: the sentence of an event; {@link
 *       io.github.rulewarden.text.HistoryEntryFactory} makes the history's entries with it
 *   <li>{@link io.github.rulewarden.text.FindingText}: the findings of a check
 *   <li>{@link io.github.rulewarden.text.LeakText}: leaks
 *   <li>{@link io.github.rulewarden.text.RefusalText}: why a rule is not changed
 *   <li>{@link io.github.rulewarden.text.UndoText}: the result of an undo
 *   <li>{@link io.github.rulewarden.text.ExecutionText}: how reading and changing the rules failed
 *   <li>{@link io.github.rulewarden.text.StepText}: steps as {@code ip} commands; {@code
 *       ReceivedCommands} reads those that a daemon sent
 * </ul>
 *
 * <p>These keep their words where they are, because they are about other things: the doctor's
 * checks of the host, errors in the configuration and on the command line, and the exceptions of
 * netlink. The log and the commands add the family, the namespace and the layout.
 *
 * <p>A sentence ends with a full stop. A clause has no full stop and can be part of a sentence. A
 * rule is quoted in backquotes, as {@code ip rule} lists it; {@code systemd.Priorities} relies on
 * that for the fields of the journal.
 */
@NullMarked
package io.github.rulewarden.text;

import org.jspecify.annotations.NullMarked;
