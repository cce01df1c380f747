package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import java.util.List;

/**
 * Makes requests for {@link io.github.rulewarden.netlink.Conversation#dump}. The kernel refuses
 * with EPERM without CAP_NET_ADMIN, and with EINVAL if it has no nftables.
 */
public final class Requests {
  private Requests() {}

  /**
   * Dumps the rules of a table, as {@link RuleMessage}s. The dump is empty if the table does not
   * exist ({@code net/netfilter/nf_tables_api.c}, nf_tables_dump_rules). A kernel before 4.9 dumps
   * the rules of all tables: compare {@link RuleMessage#table()}.
   */
  public static Frame rules(TableFamily family, String table) {
    NetfilterHeader header = new NetfilterHeader(family.number(), NetfilterNumbers.NFNETLINK_V0, 0);
    RuleMessage filter = new RuleMessage(header, List.of(new RuleAttribute.Table(table)));
    return Frame.request(MessageTypes.GET_RULE, Flags.DUMP, filter.encode());
  }
}
