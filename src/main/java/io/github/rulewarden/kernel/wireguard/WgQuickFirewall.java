package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.netfilter.Expression;
import io.github.rulewarden.netlink.netfilter.Operation;
import io.github.rulewarden.netlink.netfilter.Requests;
import io.github.rulewarden.netlink.netfilter.RuleMessage;
import io.github.rulewarden.netlink.netfilter.TableFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * wg-quick's firewall rules for a link, of one family. wg-quick adds them only if it routes all
 * traffic of that family into the link ({@code add_default} of wg-quick's {@code linux.bash}): as
 * an nftables table {@code wg-quick-LINK}, or with iptables as rules with a comment. awg-quick uses
 * the same name for its table, but another comment.
 */
final class WgQuickFirewall {
  private static final String TABLE = "wg-quick-";
  private static final String COMMENT = "wg-quick(8) rule for ";
  private static final String AMNEZIA_COMMENT = "awg-quick(8) rule for ";

  /** The tables of iptables that wg-quick uses. */
  private static final String[] IPTABLES = {"raw", "mangle"};

  /** The revision of {@code struct xt_mark_mtinfo1}, {@code linux/netfilter/xt_mark.h}. */
  private static final int MARK_REVISION = 1;

  private static final int MARK_INVERT = 8;
  private static final long FULL_MASK = 0xffff_ffffL;

  private final Family family;
  private final Set<Long> marks = new HashSet<>();
  private final Set<Bytes> addresses = new HashSet<>();

  private WgQuickFirewall(Family family) {
    this.family = family;
  }

  /**
   * Reads the rules for a link. Rules of legacy iptables cannot be read over netlink.
   *
   * @return empty if this family has none
   */
  static Optional<WgQuickFirewall> read(Conversation conversation, Family family, String link)
      throws NetlinkException {
    WgQuickFirewall firewall = new WgQuickFirewall(family);
    for (RuleMessage rule : rules(conversation, family, TABLE + link)) {
      firewall.add(rule);
    }
    if (firewall.isEmpty()) {
      for (String table : IPTABLES) {
        for (RuleMessage rule : rules(conversation, family, table)) {
          if (isFor(link, rule.comment())) {
            firewall.add(rule);
          }
        }
      }
    }
    return firewall.isEmpty() ? Optional.empty() : Optional.of(firewall);
  }

  private static List<RuleMessage> rules(Conversation conversation, Family family, String table)
      throws NetlinkException {
    TableFamily tableFamily =
        switch (family) {
          case IPV4 -> TableFamily.IPV4;
          case IPV6 -> TableFamily.IPV6;
        };
    List<RuleMessage> rules = new ArrayList<>();
    for (Frame frame : conversation.dump(Requests.rules(tableFamily, table))) {
      RuleMessage rule = RuleMessage.decode(frame.payload());
      // A kernel that cannot filter a dump returns every table.
      if (rule.header().family() == tableFamily.number() && rule.table().equals(table)) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static boolean isFor(String link, String comment) {
    return comment.equals(COMMENT + link) || comment.equals(AMNEZIA_COMMENT + link);
  }

  /**
   * Collects each value that is compared directly after a load. nft and iptables-nft insert an
   * expression between the two only to mask some bits out; such a value is ignored.
   */
  private void add(RuleMessage rule) throws NetlinkException {
    Operation previous = new Operation.Other();
    for (Expression expression : rule.expressions()) {
      Operation operation = Operation.of(expression);
      if (operation instanceof Operation.Compare compare && compare.relation() == Operation.EQUAL) {
        addCompared(previous, compare);
      } else if (operation instanceof Operation.Match match) {
        addMatched(match);
      }
      previous = operation;
    }
  }

  private void addCompared(Operation loaded, Operation.Compare compare) {
    Bytes value = compare.value();
    switch (loaded) {
      case Operation.LoadMeta meta -> {
        if (meta.register() == compare.register()
            && meta.key() == Operation.META_MARK
            && value.length() == Integer.BYTES) {
          marks.add(value.u32(0));
        }
      }
      case Operation.LoadPayload payload -> {
        if (payload.register() == compare.register()
            && isDestination(payload)
            && value.length() == payload.length()) {
          addresses.add(value);
        }
      }
      case Operation.Compare _, Operation.Match _, Operation.Other _ -> {}
    }
  }

  /** The whole destination address, of {@code struct iphdr} or {@code struct ipv6hdr}. */
  private boolean isDestination(Operation.LoadPayload payload) {
    return payload.base() == Operation.NETWORK_HEADER
        && switch (family) {
          case IPV4 -> payload.offset() == 16 && payload.length() == 4;
          case IPV6 -> payload.offset() == 24 && payload.length() == 16;
        };
  }

  /** iptables before 1.8.9 compares the mark with a match of xtables. */
  private void addMatched(Operation.Match match) {
    Bytes info = match.info();
    if (match.name().equals("mark")
        && match.revision() == MARK_REVISION
        && info.length() > MARK_INVERT
        && info.u32(4) == FULL_MASK
        && info.u8(MARK_INVERT) == 0) {
      marks.add(info.u32(0));
    }
  }

  private boolean isEmpty() {
    return marks.isEmpty() && addresses.isEmpty();
  }

  /** The addresses that the rules protect, 4 or 16 bytes each. */
  Set<Bytes> addresses() {
    return addresses;
  }

  /** The mark in the rules, 0 to 4294967295; empty if there are none or several. */
  Optional<Long> mark() {
    return marks.size() == 1 ? Optional.of(marks.iterator().next()) : Optional.empty();
  }
}
