/**
 * The codec between rules as values ({@code fib}) and rules as netlink messages ({@code
 * netlink.route}). {@code kernel} uses it for sockets, {@code statefile} for a rule in a file.
 *
 * <p>The kernel omits fields and fills others with sentinels: an omitted priority is 0, a suppress
 * length of 0xffffffff is none. This package resolves them; no other package knows them.
 *
 * <p><b>A rule in a file is its netlink message.</b> {@link io.github.rulewarden.wire.RuleHex}
 * keeps attributes that this program does not know. A text in the syntax of {@code ip rule} would
 * lose them.
 */
@NullMarked
package io.github.rulewarden.wire;

import org.jspecify.annotations.NullMarked;
