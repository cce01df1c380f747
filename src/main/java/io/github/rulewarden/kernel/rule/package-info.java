/**
 * Reads the rules of one network namespace as a consistent list.
 *
 * <p>{@link io.github.rulewarden.kernel.rule.RuleChannel} owns the socket for requests of every
 * kind. A dump of rules that takes several datagrams can omit or repeat a rule; {@code
 * DumpConsistency} repeats such a dump until two in a row are equal. {@code RuleDecodeCache} reuses
 * the rules that the previous dump had, too.
 */
@NullMarked
package io.github.rulewarden.kernel.rule;

import org.jspecify.annotations.NullMarked;
