package io.github.rulewarden.netlink.netfilter;

/**
 * The types of messages: the number of the subsystem in the upper 8 bits, that of the message in
 * the lower ({@code NFNL_MSG_TYPE}, {@code NFNL_SUBSYS_ID}).
 */
public final class MessageTypes {
  private static final int NFTABLES = NetfilterNumbers.NFNL_SUBSYS_NFTABLES << 8;

  /** Describes a rule. */
  public static final int NEW_RULE = NFTABLES | NetfilterNumbers.NFT_MSG_NEWRULE;

  /** Requests rules. */
  public static final int GET_RULE = NFTABLES | NetfilterNumbers.NFT_MSG_GETRULE;

  private MessageTypes() {}
}
