package io.github.rulewarden.kernel.rule;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import java.util.List;

/**
 * Produces a correct list from dumps of rules that take several datagrams each.
 *
 * <p>Between two datagrams of a dump the kernel keeps only the number of rules that it has sent
 * ({@code dump_rules} in {@code net/core/fib_rules.c}). If a rule is deleted at that moment, the
 * dump omits the next rule; if one is added, the dump repeats the last one; nothing indicates
 * either. So a dump of several datagrams counts only if the next dump returns the same bytes.
 *
 * <p>The two dumps are split at different rules. Otherwise a process that adds and deletes a rule
 * at the same pace could make both omit the same one. The first datagram over a new socket is
 * small, because the kernel sizes datagrams by the largest receive buffer so far ({@code
 * netlink_dump} in {@code net/netlink/af_netlink.c}).
 */
final class DumpConsistency {
  /** While rules change all the time no two dumps are equal, and each takes milliseconds. */
  private static final int MAXIMUM_DUMPS = 8;

  /** The size of the first datagram of a dump. */
  enum Lead {
    /** On the first dump of a socket. */
    SMALL,
    /** On later dumps. */
    LARGE
  }

  /** Whether a list is known to have existed. */
  enum Certainty {
    REPEATED,
    CHANGING
  }

  record Result(List<Frame> rules, Certainty certainty) {}

  /** Dumps the rules once. */
  interface Dump {
    List<Frame> rules() throws NetlinkException;
  }

  private final Dump overUsedSocket;
  private final Dump overNewSocket;

  DumpConsistency(Dump overUsedSocket, Dump overNewSocket) {
    this.overUsedSocket = overUsedSocket;
    this.overNewSocket = overNewSocket;
  }

  /** Whether a dump took several datagrams: within a datagram the offsets increase. */
  static boolean isSplit(List<Frame> rules) {
    for (int i = 1; i < rules.size(); i++) {
      if (rules.get(i).payload().origin() <= rules.get(i - 1).payload().origin()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the first list that two dumps in a row return. After eight dumps without one, returns
   * the last list: an event announces each change that it lacks, and the next read contains it.
   *
   * @param first the result of the first dump
   */
  Result settle(List<Frame> first, Lead firstLead) throws NetlinkException {
    List<Frame> previous = first;
    Lead lead = firstLead;
    for (int dumps = 1; dumps < MAXIMUM_DUMPS; dumps++) {
      List<Frame> current =
          switch (lead) {
            case SMALL -> overUsedSocket.rules();
            case LARGE -> overNewSocket.rules();
          };
      if (areEqual(previous, current)) {
        return new Result(current, Certainty.REPEATED);
      }
      previous = current;
      lead = lead == Lead.SMALL ? Lead.LARGE : Lead.SMALL;
    }
    return new Result(previous, Certainty.CHANGING);
  }

  private static boolean areEqual(List<Frame> some, List<Frame> others) {
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
