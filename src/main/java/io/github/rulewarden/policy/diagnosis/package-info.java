/**
 * Findings about the rules of one family, as values; the package {@code text} makes the sentences.
 */
@NullMarked
package io.github.rulewarden.policy.diagnosis;

import org.jspecify.annotations.NullMarked;
