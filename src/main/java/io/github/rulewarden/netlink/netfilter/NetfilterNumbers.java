package io.github.rulewarden.netlink.netfilter;

/**
 * The kernel's numbers ({@code linux/netfilter/nfnetlink.h}, {@code linux/netfilter/nf_tables.h},
 * {@code linux/netfilter/nf_tables_compat.h}).
 */
final class NetfilterNumbers {
  static final int NFNL_SUBSYS_NFTABLES = 10;
  static final int NFNETLINK_V0 = 0;

  static final int NFT_MSG_NEWRULE = 6;
  static final int NFT_MSG_GETRULE = 7;

  static final int NFTA_RULE_TABLE = 1;
  static final int NFTA_RULE_CHAIN = 2;
  static final int NFTA_RULE_HANDLE = 3;
  static final int NFTA_RULE_EXPRESSIONS = 4;
  static final int NFTA_RULE_USERDATA = 7;

  static final int NFTA_EXPR_NAME = 1;
  static final int NFTA_EXPR_DATA = 2;

  static final int NFTA_META_DREG = 1;
  static final int NFTA_META_KEY = 2;

  static final int NFTA_PAYLOAD_DREG = 1;
  static final int NFTA_PAYLOAD_BASE = 2;
  static final int NFTA_PAYLOAD_OFFSET = 3;
  static final int NFTA_PAYLOAD_LEN = 4;

  static final int NFTA_CMP_SREG = 1;
  static final int NFTA_CMP_OP = 2;
  static final int NFTA_CMP_DATA = 3;
  static final int NFTA_DATA_VALUE = 1;

  static final int NFTA_MATCH_NAME = 1;
  static final int NFTA_MATCH_REV = 2;
  static final int NFTA_MATCH_INFO = 3;

  private NetfilterNumbers() {}
}
