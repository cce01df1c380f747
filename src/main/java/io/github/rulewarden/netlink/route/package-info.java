/**
 * The messages of NETLINK_ROUTE that deal with rules, routes, links and addresses ({@code man 7
 * rtnetlink}, {@code linux/fib_rules.h}, {@code linux/rtnetlink.h}, {@code linux/if_link.h}, {@code
 * linux/if_addr.h}).
 *
 * <p>A message is a record of its fixed header and the list of its attributes, each of them a
 * record of a sealed family. Decoding loses nothing: order, unknown attributes and reserved bytes
 * are kept, and encoding gives the same bytes again. That is what lets a rule be moved whose
 * meaning is not wholly known.
 *
 * <p>An attribute that does not have the form the kernel gives it (another length, flag bits in its
 * type, a name that is no text) is an {@code Unknown}, too, so that nothing is ever guessed. A
 * {@link io.github.rulewarden.netlink.MalformedMessageException} is only for bytes that cannot be
 * taken apart.
 *
 * <p>{@link io.github.rulewarden.netlink.route.Requests} makes what a {@link
 * io.github.rulewarden.netlink.Conversation} sends.
 */
@NullMarked
package io.github.rulewarden.netlink.route;

import org.jspecify.annotations.NullMarked;
