/**
 * Netlink: the kernel's sockets for configuration ({@code man 7 netlink}), as a library that needs
 * nothing but {@code java.base}.
 *
 * <p>This package handles bytes and requests, and makes no native call. From the inside out:
 *
 * <ul>
 *   <li>{@link io.github.rulewarden.netlink.Bytes}: an immutable sequence of bytes, sliced without
 *       copying;
 *   <li>{@link io.github.rulewarden.netlink.Frame}: one message, decoded strictly;
 *   <li>{@link io.github.rulewarden.netlink.AttributeReader}, {@link
 *       io.github.rulewarden.netlink.MessageWriter}: read and write attributes (type, length,
 *       value);
 *   <li>{@link io.github.rulewarden.netlink.Transport}: a socket, or the scripted peer that
 *       replaces the kernel in tests ({@code netlink.testing});
 *   <li>{@link io.github.rulewarden.netlink.Conversation}: dumps, queries, transactions.
 * </ul>
 *
 * <p>{@code netlink.linux} contains the socket and all other native calls. {@code netlink.route}
 * contains the messages of NETLINK_ROUTE: rules, routes, links, addresses; {@code netlink.generic}
 * those of NETLINK_GENERIC: WireGuard; {@code netlink.netfilter} those of NETLINK_NETFILTER:
 * nftables.
 *
 * <p>In these three packages a message is a record of its fixed header and the list of its
 * attributes. Each kind of attribute is a record of a sealed family, and implements {@link
 * io.github.rulewarden.netlink.Attribute}.
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
 * <p>The library does not log, start threads or keep mutable statics. There are two kinds of
 * errors, {@link io.github.rulewarden.netlink.MalformedMessageException} and {@link
 * io.github.rulewarden.netlink.KernelException}; a lost message is neither, but the value {@link
 * io.github.rulewarden.netlink.Reception.Overrun}.
 */
@NullMarked
package io.github.rulewarden.netlink;

import org.jspecify.annotations.NullMarked;
