package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import java.util.List;

/**
 * What can be asked of the kernel: to be given to {@code dump} of {@link
 * io.github.rulewarden.netlink.Conversation}. The kernel refuses with EPERM without CAP_NET_ADMIN,
 * and with EINVAL if it has no nftables.
 */
public final class Requests {
  private Requests() {}

  /** Dump: the tables of a family, as {@link TableMessage}s. */
  public static Frame tables(TableFamily family) {
    TableMessage header = new TableMessage(header(family), List.of());
    return Frame.request(MessageTypes.GET_TABLE, Flags.DUMP, header.encode());
  }

  /**
   * Dump: the rules of the table of a family and a name, as {@link RuleMessage}s; none if there is
   * no such table. With {@link TableFamily#ANY} it is the first table of that name only ({@code
   * net/netfilter/nf_tables_api.c}, nf_tables_dump_rules). A kernel before 4.9 answers with all
   * tables: compare {@link RuleMessage#table()}.
   */
  public static Frame rules(TableFamily family, String table) {
    RuleMessage filter = new RuleMessage(header(family), List.of(new RuleAttribute.Table(table)));
    return Frame.request(MessageTypes.GET_RULE, Flags.DUMP, filter.encode());
  }

  private static NetfilterHeader header(TableFamily family) {
    return new NetfilterHeader(family.number(), NetfilterNumbers.NFNETLINK_V0, 0);
  }
}
