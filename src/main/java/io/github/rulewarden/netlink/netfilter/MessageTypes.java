package io.github.rulewarden.netlink.netfilter;

/**
 * The types of messages: the subsystem's number in the upper 8 bits, the message's in the lower
 * ({@code NFNL_MSG_TYPE}, {@code NFNL_SUBSYS_ID}).
 */
public final class MessageTypes {
  private static final int NFTABLES = NetfilterNumbers.NFNL_SUBSYS_NFTABLES << 8;

  /** A table is there. */
  public static final int NEW_TABLE = NFTABLES | NetfilterNumbers.NFT_MSG_NEWTABLE;

  /** Asks for tables. */
  public static final int GET_TABLE = NFTABLES | NetfilterNumbers.NFT_MSG_GETTABLE;

  /** A rule is there. */
  public static final int NEW_RULE = NFTABLES | NetfilterNumbers.NFT_MSG_NEWRULE;

  /** Asks for rules. */
  public static final int GET_RULE = NFTABLES | NetfilterNumbers.NFT_MSG_GETRULE;

  private MessageTypes() {}
}
