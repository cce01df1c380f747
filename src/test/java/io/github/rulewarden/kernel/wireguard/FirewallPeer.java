package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.netfilter.RuleMessage;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.ArrayList;
import java.util.List;

/** A kernel with some nftables rules, and with addresses of a link. */
final class FirewallPeer {
  /**
   * The largest number of dumps of one reading: for each family nft's table and two of iptables.
   */
  private static final int MOST_DUMPS = 6;

  private static final String MARK = "6cca0000";

  private FirewallPeer() {}

  static ScriptedPeer empty() {
    return of();
  }

  /** Replies to each dump with the rules of the requested table, as the kernel does. */
  static ScriptedPeer of(Bytes... rules) {
    return of(true, rules);
  }

  /** Replies to each dump with all rules, as a kernel before 4.9 does. */
  static ScriptedPeer withoutFilter(Bytes... rules) {
    return of(false, rules);
  }

  private static ScriptedPeer of(boolean isFiltering, Bytes... rules) {
    ScriptedPeer peer = new ScriptedPeer(13);
    for (int i = 0; i < MOST_DUMPS; i++) {
      peer.next(sent -> {
        Frame request = sent.getFirst();
        List<Reception> answers = new ArrayList<>();
        for (Bytes rule : rules) {
          if (!isFiltering || tableOf(rule).equals(tableOf(request.payload()))) {
            answers.add(ScriptedPeer.datagram(peer.part(request, 0xa06, rule)));
          }
        }
        answers.add(ScriptedPeer.datagram(peer.done(request)));
        return answers;
      });
    }
    return peer;
  }

  /** Returns the family and the name of a rule's table. */
  private static String tableOf(Bytes rule) {
    try {
      return rule.u8(0) + " " + RuleMessage.decode(rule).table();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Replies with the addresses 10.2.0.2 and fd00:2::2 of a link, and with others of another link.
   */
  static ScriptedPeer ofAddresses(int index) {
    return ofAddresses(
        "02208000" + hex(index) + "080001000a020002 080002000a020002",
        "0a808200" + hex(index) + "14000100fd000002000000000000000000000002",
        "02208000" + hex(index + 1) + "080001000a030003 080002000a030003");
  }

  /** Replies with addresses in the kernel's format; each dump returns those of its family. */
  static ScriptedPeer ofAddresses(String... messages) {
    ScriptedPeer peer = new ScriptedPeer(14);
    for (int i = 0; i < 2; i++) {
      peer.next(sent -> {
        Frame request = sent.getFirst();
        List<Reception> answers = new ArrayList<>();
        for (String message : messages) {
          Bytes bytes = Bytes.parseHex(message);
          if (bytes.u8(0) == request.payload().u8(0)) {
            answers.add(ScriptedPeer.datagram(peer.part(request, 20, bytes)));
          }
        }
        answers.add(ScriptedPeer.datagram(peer.done(request)));
        return answers;
      });
    }
    return peer;
  }

  private static String hex(int index) {
    return "%08x".formatted(Integer.reverseBytes(index));
  }

  /** Returns a captured rule with another mark instead of 51820. */
  static Bytes withMark(Bytes rule, long mark) {
    String hex = rule.toString();
    if (!hex.contains(MARK)) {
      throw new IllegalArgumentException("no mark 51820 in " + hex);
    }
    return Bytes.parseHex(hex.replace(MARK, "%08x".formatted(Integer.reverseBytes((int) mark))));
  }
}
