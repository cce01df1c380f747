/**
 * What is remembered from round to round and across a restart of the daemon, as values.
 *
 * <p>The right order follows from the snapshot. The saved state contains only what a snapshot
 * cannot show: that a rule is missing that existed before ({@link
 * io.github.rulewarden.state.IntactPair}), where a rule came from ({@link
 * io.github.rulewarden.state.MovedRule}), that a rule is redundant because a repair was interrupted
 * ({@link io.github.rulewarden.state.SavedState#pendingDeletes}), that a rule exists only because
 * Rulewarden restored it ({@link io.github.rulewarden.state.RestoredRule}), and which captures were
 * deleted before their suppress rules were added ({@link
 * io.github.rulewarden.state.SavedState#duplicates}). The order does not depend on it: without
 * saved state, the daemon puts Tailscale first in the same way.
 */
@NullMarked
package io.github.rulewarden.state;

import org.jspecify.annotations.NullMarked;
