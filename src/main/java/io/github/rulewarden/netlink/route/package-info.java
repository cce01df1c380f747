/**
 * The messages of NETLINK_ROUTE about rules, routes, links and addresses ({@code man 7 rtnetlink},
 * {@code linux/fib_rules.h}, {@code linux/rtnetlink.h}, {@code linux/if_link.h}, {@code
 * linux/if_addr.h}).
 *
 * <p>Decoding loses nothing: it keeps the order, unknown attributes and reserved bytes, and
 * encoding produces the same bytes again. So a rule can be moved even if this library does not know
 * all of its attributes.
 *
 * <p>An attribute whose form differs from the kernel's (another length, flag bits in its type, a
 * name that is not a text) is an {@code Unknown}, too, so that the decoder never guesses. A {@link
 * io.github.rulewarden.netlink.MalformedMessageException} reports only bytes that cannot be split
 * into attributes.
 *
 * <p>{@link io.github.rulewarden.netlink.route.Requests} creates the requests for a {@link
 * io.github.rulewarden.netlink.Conversation}.
 */
@NullMarked
package io.github.rulewarden.netlink.route;

import org.jspecify.annotations.NullMarked;
