package io.github.rulewarden.kernel.rule;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import java.util.List;

/**
 * Makes one true list out of dumps of rules that take several datagrams each.
 *
 * <p>From one datagram to the next the kernel keeps nothing but the number of rules told so far
 * ({@code dump_rules} in {@code net/core/fib_rules.c}). If one of them is deleted meanwhile, the
 * next rule is left out; if one is added, the last is told twice; and nothing says so. A list with
 * such seams counts only if the dump after it tells the same bytes.
 *
 * <p>The two have their seams at different places, so that somebody who adds and deletes a rule at
 * just this pace cannot make both lose the same one: the first datagram over a new socket is small,
 * because nobody has offered a large buffer yet ({@code netlink_dump} in {@code
 * net/netlink/af_netlink.c}).
 */
final class DumpConsistency {
  /** In a storm no two are alike, and each takes milliseconds. */
  private static final int MOST_DUMPS = 8;

  /** How large the first datagram of a dump is. */
  enum Lead {
    /** On a socket's first dump. */
    SMALL,
    /** On all others. */
    LARGE
  }

  /** How sure it is that a list once was as it was told. */
  enum Certainty {
    TOLD_TWICE,
    CHANGING
  }

  /** What came of it. */
  record Told(List<Frame> rules, Certainty certainty) {}

  /** Has the rules told once more. */
  interface Dump {
    List<Frame> tell() throws NetlinkException;
  }

  private final Dump overUsedSocket;
  private final Dump overNewSocket;

  DumpConsistency(Dump overUsedSocket, Dump overNewSocket) {
    this.overUsedSocket = overUsedSocket;
    this.overNewSocket = overNewSocket;
  }

  /** Whether the rules came in more than one datagram: in each, they stand farther and farther. */
  static boolean areIn(List<Frame> rules) {
    for (int i = 1; i < rules.size(); i++) {
      if (rules.get(i).payload().origin() <= rules.get(i - 1).payload().origin()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first list that is told twice in a row. If there is none among eight, the last: what was
   * still changing then is announced by an event, and the next look sees it.
   *
   * @param first what the first dump told
   */
  Told settle(List<Frame> first, Lead firstLead) throws NetlinkException {
    List<Frame> before = first;
    Lead lead = firstLead;
    for (int dumps = 1; dumps < MOST_DUMPS; dumps++) {
      List<Frame> now =
          switch (lead) {
            case SMALL -> overUsedSocket.tell();
            case LARGE -> overNewSocket.tell();
          };
      if (areSame(before, now)) {
        return new Told(now, Certainty.TOLD_TWICE);
      }
      before = now;
      lead = lead == Lead.SMALL ? Lead.LARGE : Lead.SMALL;
    }
    return new Told(before, Certainty.CHANGING);
  }

  private static boolean areSame(List<Frame> some, List<Frame> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      Bytes payload = some.get(i).payload();
      if (!payload.equals(others.get(i).payload())) {
        return false;
      }
    }
    return true;
  }
}
