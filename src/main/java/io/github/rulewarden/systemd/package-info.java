/**
 * What connects the daemon to its service manager: notifications of its state ({@link
 * io.github.rulewarden.systemd.Notifier}), watchdog keep-alives ({@link
 * io.github.rulewarden.systemd.Watchdog}), and a log with the journal's priorities ({@link
 * io.github.rulewarden.systemd.LogProvider}). Without systemd all of it works and does nothing.
 *
 * <p>If stderr is connected to the journal, the log is sent with the journal's native protocol. Its
 * fields give programs what the message says in a sentence: RULEWARDEN_EVENT, RULEWARDEN_NETNS
 * (empty for the daemon's own), RULEWARDEN_FAMILY, RULEWARDEN_PRIORITY (once for each rule that the
 * event names), RULEWARDEN_OPPONENT, RULEWARDEN_STATE (only with the event {@code state}) and
 * MESSAGE_ID, which depends on the event:
 *
 * <table>
 * <caption>RULEWARDEN_EVENT and MESSAGE_ID</caption>
 * <tr><td>inverted<td>0c99fb44e8b449ad93df0770992c211c
 * <tr><td>repaired<td>fec42c3acedd4dfcaddf8c0a73a29e91
 * <tr><td>contested<td>8c9bb5490d7f45df9d6dbec7b8507454
 * <tr><td>leak<td>4cad4c6645d449ddaf26229a70533d42
 * <tr><td>withdrawn<td>1b38bd761fed45a7af411918baf10ab6
 * <tr><td>undone<td>55b528bb0b3f45eda9bc53b18fee4b37
 * <tr><td>refused<td>2f9cce0090e8416d8956d63aea31f65f
 * <tr><td>reloaded<td>bb09487cd8af4f3399bd42817d241d01
 * <tr><td>mode-set<td>a05dd68d29dd41d3a753366da859a578
 * <tr><td>state<td>332a0bcfb7a14dd98f64c9498625f0db
 * </table>
 *
 * <p><b>2026-11-20: the fields are passed as an additional argument of the log call,</b> for which
 * the message has no placeholder. It costs one class at the start, where markers, MDC or key-value
 * pairs cost up to a dozen.
 */
@NullMarked
package io.github.rulewarden.systemd;

import org.jspecify.annotations.NullMarked;
