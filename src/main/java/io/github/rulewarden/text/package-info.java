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
 *   <li>{@link io.github.rulewarden.text.EventText}: the sentence of an event; {@code ChangedRules}
 *       names the rules in it. {@link io.github.rulewarden.text.HistoryEntryFactory} makes history
 *       entries with it, from events or from received signals
 *   <li>{@link io.github.rulewarden.text.FindingText}: the findings of a check; {@link
 *       io.github.rulewarden.text.EffectText}: why they matter
 *   <li>{@link io.github.rulewarden.text.LeakText}: leaks
 *   <li>{@link io.github.rulewarden.text.RefusalText}: why a rule is not changed
 *   <li>{@link io.github.rulewarden.text.UndoText}: the result of an undo
 *   <li>{@link io.github.rulewarden.text.ExecutionText}: how reading and changing the rules failed
 *   <li>{@link io.github.rulewarden.text.StepText}: steps as {@code ip} commands; {@code
 *       ReceivedCommands} makes the sentence of a received signal from its commands
 * </ul>
 *
 * <p>These keep their words where they are, because they are about other things: the doctor's
 * checks of the host, errors in the configuration and on the command line, the exceptions of
 * netlink, the HELP texts of the metrics, and the documentation in the D-Bus introspection. The log
 * and the commands add the family, the namespace and the layout.
 *
 * <p>A sentence ends with a full stop. A clause has no full stop and can be part of a sentence. A
 * rule is quoted in backquotes, as {@code ip rule} lists it; {@code systemd.Priorities} relies on
 * that for the fields of the journal.
 */
@NullMarked
package io.github.rulewarden.text;

import org.jspecify.annotations.NullMarked;
