/**
 * Netlink: the kernel's sockets for configuration ({@code man 7 netlink}), as a library that needs
 * nothing but {@code java.base}.
 *
 * <p>This package is bytes and conversation, without any native call. From the inside out:
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.netlink.Bytes}: an unchangeable run of bytes, cut without
 *       copying;
 *   <li>{@link io.github.rulewarden.netlink.Frame}: one message, decoded strictly;
 *   <li>{@link io.github.rulewarden.netlink.AttributeReader}, {@link
 *       io.github.rulewarden.netlink.MessageWriter}: the type-length-value attributes within;
 *   <li>{@link io.github.rulewarden.netlink.Transport}: a socket, or the scripted peer that plays
 *       the kernel in tests ({@code netlink.testing});
 *   <li>{@link io.github.rulewarden.netlink.Conversation}: dumps, questions, transactions.
 * </ul>
 *
 * <p>{@code netlink.linux} has the socket and everything else that is a native call, {@code
 * netlink.route} the messages of NETLINK_ROUTE: rules, routes, links, addresses; {@code
 * netlink.generic} those of NETLINK_GENERIC: WireGuard; {@code netlink.netfilter} those of
 * NETLINK_NETFILTER: nftables.
 *
 * <pre>{@code
 * try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
 *   Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
 *   for (Frame frame : conversation.dump(Requests.rules(AddressFamily.IPV4))) {
 *     RuleMessage rule = RuleMessage.decode(frame.payload());
 *   }
 * }
 * }</pre>
 *
 * <p>Nothing here logs, starts a thread or keeps mutable statics. Errors are of two families,
 * {@link io.github.rulewarden.netlink.MalformedMessageException} and {@link
 * io.github.rulewarden.netlink.KernelException}; a lost message is neither, but a value: {@link
 * io.github.rulewarden.netlink.Reception.Overrun}.
 */
@NullMarked
package io.github.rulewarden.netlink;

import org.jspecify.annotations.NullMarked;
