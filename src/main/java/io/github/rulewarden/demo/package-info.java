/** The reboot race and its repair, live, in a network namespace that is thrown away. */
@NullMarked
package io.github.rulewarden.demo;

import org.jspecify.annotations.NullMarked;
