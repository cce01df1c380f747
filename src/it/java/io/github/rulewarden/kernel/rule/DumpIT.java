package io.github.rulewarden.kernel.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What the kernel returns if rules change during a dump that takes several datagrams. The kernel
 * counts positions in its list, and does not report that the dump is inconsistent ({@code
 * fib_nl_dumprule} in {@code net/core/fib_rules.c}). {@link DumpConsistency} compensates for it.
 */
class DumpIT {
  private static final int RULES = 3000;
  private static final int FIRST = 1000;
  private static final int AHEAD = FIRST - 1;
  private static final int TRUE_LISTS = 50;
  private static final int MOST_LOOKS = 2000;
  private static final long SECOND = 1_000_000_000;

  @Test
  void anEarlierAddRepeatsARule() throws NetlinkException {
    List<Rule> dumped = dumpWhile(Requests.addRule(RuleCodec.encode(rule(AHEAD))));
    assertEquals(1, dumped.size() - new HashSet<>(dumped).size());
  }

  @Test
  void anEarlierDeleteOmitsARule() throws NetlinkException {
    List<Rule> dumped = dumpWhile(Requests.deleteRule(RuleCodec.encode(rule(FIRST))));
    List<Rule> missing = new ArrayList<>();
    for (int number = 1; number < RULES; number++) {
      missing.add(rule(FIRST + number));
    }
    missing.removeAll(new HashSet<>(dumped));
    assertEquals(1, missing.size());
  }

  @Test
  void aNewSocketSplitsTheDumpElsewhere() throws NetlinkException {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        RuleChannel channel = new RuleChannel(() -> open(namespace));
        RuleChannel other = new RuleChannel(() -> open(namespace))) {
      fill(channel);
      Set<Integer> used = splits(channel.dump(Requests.rules(AddressFamily.IPV4)));
      Set<Integer> fresh = splits(other.dump(Requests.rules(AddressFamily.IPV4)));
      assertTrue(used.size() >= 4 && fresh.size() >= 4, used + " and " + fresh);
      used.retainAll(fresh);
      assertEquals(Set.of(), used);
    }
  }

  @Test
  void theChannelIsConsistentWhileEarlierRulesChange() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("DumpIT: again by -Dseed=" + seed);
    try (NetworkNamespace namespace = NetworkNamespace.create();
        RuleChannel channel = new RuleChannel(() -> open(namespace));
        RuleChannel plain = new RuleChannel(() -> open(namespace));
        Churner churner = new Churner(namespace, seed)) {
      fill(channel);
      churner.start();
      int wrongPlainDumps = 0;
      int trueLists = 0;
      int unsure = 0;
      // The machine determines how often a change hits a dump, so the loop runs until both happened
      // often enough.
      while (trueLists < TRUE_LISTS || wrongPlainDumps == 0) {
        assertTrue(trueLists + unsure < MOST_LOOKS, counts(trueLists, unsure, wrongPlainDumps));
        wrongPlainDumps +=
            isConsistent(decode(plain.dump(Requests.rules(AddressFamily.IPV4)))) ? 0 : 1;
        List<Rule> dumped = channel.rules(Family.IPV4);
        if (channel.certainty() == DumpConsistency.Certainty.REPEATED) {
          assertTrue(isConsistent(dumped), () -> "seed " + seed + ": " + dumped);
          trueLists++;
        } else {
          unsure++;
        }
      }
      System.out.println("DumpIT: " + counts(trueLists, unsure, wrongPlainDumps));
    }
  }

  private static String counts(int trueLists, int unsure, int wrongPlainDumps) {
    return trueLists + " lists, " + unsure + " times unsure, wrong plain: " + wrongPlainDumps;
  }

  /** Adds and deletes a rule ahead of all others, and sometimes pauses in between. */
  private static final class Churner implements AutoCloseable {
    private static final long LONGEST_PAUSE = 30_000_000;

    private final RuleChannel writer;
    private final SplittableRandom random;
    private final Thread thread = Thread.ofPlatform().name("churner").unstarted(this::run);
    private volatile boolean isStopping;
    private Optional<NetlinkException> failure = Optional.empty();

    Churner(NetworkNamespace namespace, long seed) {
      this.writer = new RuleChannel(() -> open(namespace));
      this.random = new SplittableRandom(seed);
    }

    void start() {
      thread.start();
    }

    private void run() {
      try {
        while (!isStopping) {
          for (int toggles = random.nextInt(500); toggles >= 0; toggles--) {
            writer.change(List.of(Requests.addRule(RuleCodec.encode(rule(AHEAD)))));
            writer.change(List.of(Requests.deleteRule(RuleCodec.encode(rule(AHEAD)))));
          }
          LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE));
        }
      } catch (NetlinkException e) {
        failure = Optional.of(e);
      }
    }

    @Override
    public void close() throws NetlinkException {
      isStopping = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      writer.close();
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  /** Returns whether each unchanged rule occurs once, and the changing rule at most once. */
  private static boolean isConsistent(List<Rule> dumped) {
    List<Rule> rest = new ArrayList<>(dumped);
    rest.remove(rule(AHEAD));
    List<Rule> expected = new ArrayList<>();
    expected.add(Listing.rule(Family.IPV4, "0: from all lookup local"));
    for (int number = 0; number < RULES; number++) {
      expected.add(rule(FIRST + number));
    }
    expected.add(Listing.rule(Family.IPV4, "32766: from all lookup main"));
    expected.add(Listing.rule(Family.IPV4, "32767: from all lookup default"));
    return rest.equals(expected);
  }

  private static List<Rule> decode(List<Frame> frames) throws NetlinkException {
    List<Rule> rules = new ArrayList<>();
    for (Frame frame : frames) {
      rules.add(RuleCodec.decode(RuleMessage.decode(frame.payload())));
    }
    return rules;
  }

  /** Returns the positions of the rules at which the second and each later datagram begins. */
  private static Set<Integer> splits(List<Frame> frames) {
    Set<Integer> splits = new HashSet<>();
    for (int i = 1; i < frames.size(); i++) {
      if (frames.get(i).payload().origin() <= frames.get(i - 1).payload().origin()) {
        splits.add(i);
      }
    }
    return splits;
  }

  private static NetlinkSocket open(NetworkNamespace namespace) throws KernelException {
    return namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
  }

  /** Returns the rules of a dump during which a change is made after the first datagram. */
  private static List<Rule> dumpWhile(Frame change) throws NetlinkException {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        NetlinkSocket reader = open(namespace);
        RuleChannel writer = new RuleChannel(() -> open(namespace))) {
      fill(writer);
      Frame request = Requests.rules(AddressFamily.IPV4);
      reader.send(Frame.encode(List.of(request.numbered(Flags.REQUEST | Flags.DUMP, 1, 0))));
      List<Rule> dumped = new ArrayList<>();
      boolean isDone = collect(reader, dumped);
      assertFalse(isDone, "it has to take more than one datagram");
      writer.change(List.of(change));
      while (!isDone) {
        isDone = collect(reader, dumped);
      }
      return dumped;
    }
  }

  /** Receives one datagram; returns whether it was the last. */
  private static boolean collect(NetlinkSocket reader, List<Rule> dumped) throws NetlinkException {
    Reception.Datagram datagram =
        assertInstanceOf(Reception.Datagram.class, reader.receive(SECOND));
    for (Frame frame : Frame.decode(datagram.content())) {
      assertFalse(frame.dumpInterrupted(), "then everything could be much simpler");
      if (frame.isDone()) {
        return true;
      }
      dumped.add(RuleCodec.decode(RuleMessage.decode(frame.payload())));
    }
    return false;
  }

  private static void fill(RuleChannel writer) throws NetlinkException {
    for (int first = 0; first < RULES; first += 100) {
      List<Frame> adds = new ArrayList<>();
      for (int number = first; number < first + 100; number++) {
        adds.add(Requests.addRule(RuleCodec.encode(rule(FIRST + number))));
      }
      writer.change(adds);
    }
    assertTrue(writer.rules(Family.IPV4).size() > RULES);
  }

  private static Rule rule(int priority) {
    return Listing.rule(Family.IPV4, priority + ": from all lookup 77");
  }
}
