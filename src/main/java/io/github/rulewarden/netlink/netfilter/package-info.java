/**
 * The messages of NETLINK_NETFILTER that read rules of nftables ({@code
 * linux/netfilter/nfnetlink.h}, {@code linux/netfilter/nf_tables.h}).
 *
 * <p>As in {@code netlink.route}, decoding loses nothing, and an attribute whose form differs from
 * the kernel's is an {@code Unknown}. All integers in attributes are big-endian, except the
 * contents of registers, which have the byte order of the field that they are compared with.
 *
 * <p>An expression is a name and data; the form of the data depends on the name. The data stays in
 * bytes; {@link io.github.rulewarden.netlink.netfilter.Operation} decodes the few kinds that the
 * program reads.
 *
 * <p>iptables-nft writes nftables rules, too. Their expressions {@code match} and {@code target}
 * contain the structures of xtables ({@code linux/netfilter/nf_tables_compat.h}).
 *
 * <p>Reading requires CAP_NET_ADMIN; the kernel refuses with EPERM otherwise. A dump that a change
 * interrupted has the flag NLM_F_DUMP_INTR, so {@link
 * io.github.rulewarden.netlink.Conversation#dump} restarts it.
 *
 * <pre>{@code
 * for (Frame frame : conversation.dump(Requests.rules(TableFamily.IPV4, "wg-quick-wg0"))) {
 *   RuleMessage rule = RuleMessage.decode(frame.payload());
 * }
 * }</pre>
 */
@NullMarked
package io.github.rulewarden.netlink.netfilter;

import org.jspecify.annotations.NullMarked;
