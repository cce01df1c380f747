/**
 * The messages of NETLINK_NETFILTER that read nftables ({@code linux/netfilter/nfnetlink.h}, {@code
 * linux/netfilter/nf_tables.h}): tables, rules, and what their expressions compare.
 *
 * <p>As in {@code netlink.route}: a message is a record of its header and the list of its
 * attributes, each of them a record of a sealed family. Decoding loses nothing, and an attribute
 * that does not have the form the kernel gives it is an {@code Unknown}. All integers in attributes
 * are big-endian; only data that a register holds has the order of what it is compared with.
 *
 * <p>An expression is a name and data whose form depends on that name. The data is kept as bytes;
 * {@link io.github.rulewarden.netlink.netfilter.Operation} decodes those few that somebody reads.
 *
 * <p>iptables-nft writes its rules as nftables rules, too, with expressions {@code match} and
 * {@code target} that carry the structures of xtables ({@code linux/netfilter/nf_tables_compat.h}).
 *
 * <p>The kernel answers to CAP_NET_ADMIN only, and refuses with EPERM otherwise. A dump during
 * which the ruleset changed carries NLM_F_DUMP_INTR, so {@link
 * io.github.rulewarden.netlink.Conversation#dump} starts it again.
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
