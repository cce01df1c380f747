/** Rulewarden. */
@NullMarked
package io.github.rulewarden;

import org.jspecify.annotations.NullMarked;
