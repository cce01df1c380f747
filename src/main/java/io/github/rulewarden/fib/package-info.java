/**
 * The kernel's forwarding policy as values: rules, their selectors and actions, links and routes,
 * and how the kernel evaluates and changes them.
 *
 * <p>Nothing in here reads a clock, a file or a socket, starts a thread or logs. A {@link
 * io.github.rulewarden.fib.Rule} holds everything that the kernel dumps for it, including what this
 * program does not understand ({@link io.github.rulewarden.fib.Extras}), so that a copy of a rule
 * differs from the original only in its priority.
 *
 * <p>The kernel's unsigned 32 bit numbers (priority, table, goto target) are {@code long}s from 0
 * to 4294967295 here; marks, which are bit patterns, are {@code int}s.
 */
@NullMarked
package io.github.rulewarden.fib;

import org.jspecify.annotations.NullMarked;
