/**
 * What is remembered from round to round, and across a restart of the daemon. Values alone.
 *
 * <p>What is right follows from the snapshot. The saved state only tells what a snapshot cannot
 * show: that a rule is missing which was there ({@link io.github.rulewarden.state.IntactPair}),
 * where a rule came from ({@link io.github.rulewarden.state.MovedRule}), that a rule is one too
 * many because a repair was interrupted ({@link
 * io.github.rulewarden.state.SavedState#pendingDeletes}), that a rule is there only because it was
 * put back ({@link io.github.rulewarden.state.RestoredRule}), and which captures were deleted
 * before their suppress rules came ({@link io.github.rulewarden.state.SavedState#duplicates}). The
 * order does not depend on it: a daemon without saved state does the same for Tailscale.
 */
@NullMarked
package io.github.rulewarden.state;

import org.jspecify.annotations.NullMarked;
