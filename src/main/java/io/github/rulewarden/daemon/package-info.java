/**
 * The imperative shell around the pure core: wait for a hint, read the rules, compare them with the
 * policy, repair, read back, tell.
 */
@NullMarked
package io.github.rulewarden.daemon;

import org.jspecify.annotations.NullMarked;
