package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the kernel does while rules change under a dump of them that takes several datagrams: it
 * counts places in its list, and does not say that the dump is inconsistent ({@code
 * fib_nl_dumprule} in {@code net/core/fib_rules.c}). {@link PlanExecutor} has to live with that.
 */
class DumpIT {
  private static final int RULES = 3000;
  private static final long SECOND = 1_000_000_000;

  @Test
  void anAddAheadMakesItTellARuleTwice() throws NetlinkException {
    List<Rule> told = dumpWhile(Requests.addRule(RuleCodec.encode(rule(999))));
    assertEquals(1, told.size() - new HashSet<>(told).size());
  }

  @Test
  void aDeleteAheadMakesItLeaveOneOut() throws NetlinkException {
    List<Rule> told = dumpWhile(Requests.deleteRule(RuleCodec.encode(rule(1000))));
    List<Rule> missing = new ArrayList<>();
    for (int number = 1; number < RULES; number++) {
      missing.add(rule(1000 + number));
    }
    missing.removeAll(new HashSet<>(told));
    assertEquals(1, missing.size());
  }

  /** The rules told by a dump, when a change is made after its first datagram. */
  private static List<Rule> dumpWhile(Frame change) throws NetlinkException {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        NetlinkSocket reader = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
        NetlinkSocket socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE))) {
      RuleChannel writer = new RuleChannel(() -> socket);
      fill(writer);
      Frame request = Requests.rules(AddressFamily.IPV4);
      reader.send(Frame.encode(List.of(request.numbered(Flags.REQUEST | Flags.DUMP, 1, 0))));
      List<Rule> told = new ArrayList<>();
      boolean isDone = collect(reader, told);
      assertFalse(isDone, "it has to take more than one datagram");
      writer.change(List.of(change));
      while (!isDone) {
        isDone = collect(reader, told);
      }
      return told;
    }
  }

  /** Takes one datagram; returns whether it was the last. */
  private static boolean collect(NetlinkSocket reader, List<Rule> told) throws NetlinkException {
    Reception.Datagram datagram =
        assertInstanceOf(Reception.Datagram.class, reader.receive(SECOND));
    for (Frame frame : Frame.decode(datagram.content())) {
      assertFalse(frame.dumpInterrupted(), "then everything could be much simpler");
      if (frame.isDone()) {
        return true;
      }
      told.add(RuleCodec.decode(RuleMessage.decode(frame.payload())));
    }
    return false;
  }

  private static void fill(RuleChannel writer) throws NetlinkException {
    for (int first = 0; first < RULES; first += 100) {
      List<Frame> adds = new ArrayList<>();
      for (int number = first; number < first + 100; number++) {
        adds.add(Requests.addRule(RuleCodec.encode(rule(1000 + number))));
      }
      writer.change(adds);
    }
    assertTrue(writer.rules(Family.IPV4).size() > RULES);
  }

  private static Rule rule(int priority) {
    return Listing.rule(Family.IPV4, priority + ": from all lookup 77");
  }
}
