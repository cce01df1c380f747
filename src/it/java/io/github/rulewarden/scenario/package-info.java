/**
 * The scenarios that have to come out right, on the real kernel with the real neighbours: one class
 * for each theme, one method for each story. Every test has a host of its own.
 */
@NullMarked
package io.github.rulewarden.scenario;

import org.jspecify.annotations.NullMarked;
