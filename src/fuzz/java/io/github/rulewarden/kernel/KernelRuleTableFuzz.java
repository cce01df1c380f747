package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.daemon.Freshness;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable.UnreadableException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rules, links and default routes, read twice from a kernel whose dumps hold anything. Each read
 * ends with a snapshot or says why it cannot be had, and what the first one remembers does not
 * change what the second one sees.
 */
public final class KernelRuleTableFuzz implements Target {
  private static final int PORT = 4711;

  /** More than a read of all can take: rules, links, two dumps for each table, and questions. */
  private static final int MOST_REQUESTS = 256;

  private static final int MOST_ENTRIES = 8;
  private static final int LONGEST_ENTRY = 128;

  @Override
  public Object feed(byte[] input) {
    Choices choices = new Choices(input);
    List<Dump> dumps = new ArrayList<>();
    KernelRuleTable table = new KernelRuleTable(new RuleChannel(() -> kernel(choices, dumps)));
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try {
        dumps.clear();
        Snapshot snapshot =
            table.read(new ReadRequest(Freshness.CHANGED, ReadRequest.NO_TABLE, Set.of()));
        expectAsDumped(dumps.get(0), snapshot.rules(Family.IPV4));
        expectAsDumped(dumps.get(1), snapshot.rules(Family.IPV6));
        results.add(snapshot);
      } catch (UnreadableException expected) {
        results.add(expected);
      }
    }
    return results;
  }

  /** A new decoder without a cache returns the same rules. */
  private static void expectAsDumped(Dump dump, List<Rule> rules) {
    List<Rule> decoded = new ArrayList<>();
    try {
      for (Bytes payload : dump.payloads()) {
        decoded.add(RuleCodec.decode(RuleMessage.decode(payload)));
      }
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
    assertEquals(decoded, rules);
  }

  private static ScriptedPeer kernel(Choices choices, List<Dump> dumps) {
    ScriptedPeer peer = new ScriptedPeer(PORT);
    for (int i = 0; i < MOST_REQUESTS; i++) {
      peer.next(sent -> {
        dumps.add(Dump.of(choices));
        return List.of(dumps.getLast().answer(peer, sent.getFirst()));
      });
    }
    return peer;
  }

  private record Dump(List<Bytes> payloads) {
    static Dump of(Choices choices) {
      List<Bytes> payloads = new ArrayList<>();
      for (int i = choices.u8() % MOST_ENTRIES; i > 0; i--) {
        payloads.add(choices.bytes(choices.u8() % LONGEST_ENTRY));
      }
      return new Dump(payloads);
    }

    Reception answer(ScriptedPeer peer, Frame request) {
      List<Frame> frames = new ArrayList<>();
      for (Bytes payload : payloads) {
        // The kernel answers a request for something with a message for something new.
        frames.add(peer.part(request, request.type() - 2, payload));
      }
      frames.add(peer.done(request));
      return ScriptedPeer.datagram(frames.toArray(Frame[]::new));
    }
  }
}
