package io.github.rulewarden.kernel.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RuleChannelTest {
  private static final Frame ADD =
      Requests.addRule(RuleCodec.encode(Listing.rule(Family.IPV4, "5270: from all lookup 52")));

  private final ScriptedPeer first = new ScriptedPeer(11);
  private final ScriptedPeer second = new ScriptedPeer(22);
  private final Deque<ScriptedPeer> peers = new ArrayDeque<>(List.of(first, second));
  private final RuleChannel channel = new RuleChannel(peers::remove);

  @Test
  void opensNothingBeforeItIsNeeded() {
    assertEquals(Optional.empty(), channel.portId());
    assertEquals(2, peers.size());
    channel.close();
  }

  @Test
  void staysOnOneSocket() throws NetlinkException {
    answerEmpty(first);
    answerEmpty(first);
    assertEquals(List.of(), channel.rules(Family.IPV4));
    assertEquals(List.of(), channel.rules(Family.IPV6));
    assertEquals(Optional.of(11), channel.portId());
    assertEquals(2, first.sent().size());
  }

  @Test
  void opensAnotherSocketAfterAMalformedDump() throws NetlinkException {
    first.next(_ -> List.of(new Reception.Datagram(Bytes.parseHex("03"))));
    answerEmpty(second);
    assertThrows(MalformedMessageException.class, () -> channel.rules(Family.IPV4));
    assertEquals(Optional.empty(), channel.portId(), "whose own changes would be unknown");
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(22), channel.portId());
    assertInstanceOf(Reception.Closed.class, first.receive(0));
  }

  @Test
  void keepsTheSocketAfterAMalformedRule() throws NetlinkException {
    first.next(sent ->
        List.of(
            ScriptedPeer.datagram(
                first.part(sent.getFirst(), MessageTypes.NEW_RULE, Bytes.parseHex("02")),
                first.done(sent.getFirst()))));
    answerEmpty(first);
    assertThrows(MalformedMessageException.class, () -> channel.rules(Family.IPV4));
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(11), channel.portId());
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"ENOENT", "EAFNOSUPPORT", "EOPNOTSUPP", "EPERM"})
  void keepsTheSocketAfterARefusedDump(Errno errno) throws NetlinkException {
    refuseDump(first, errno);
    answerEmpty(first);
    KernelException refusal =
        assertThrows(KernelException.class, () -> channel.dump(Requests.links()));
    assertEquals(errno, refusal.errno());
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(11), channel.portId());
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      mode = Mode.EXCLUDE,
      names = {"ENOENT", "EAFNOSUPPORT", "EOPNOTSUPP", "EPERM", "EINTR", "OTHER"})
  void opensAnotherSocketAfterOtherRefusals(Errno errno) throws NetlinkException {
    refuseDump(first, errno);
    answerEmpty(second);
    assertThrows(KernelException.class, () -> channel.dump(Requests.links()));
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(22), channel.portId());
  }

  @Test
  void opensAnotherSocketAfterATimeout() throws NetlinkException {
    first.next(_ -> List.of());
    answerEmpty(second);
    KernelException silence = assertThrows(KernelException.class, () -> channel.rules(Family.IPV4));
    assertEquals(Errno.ETIMEDOUT, silence.errno());
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(22), channel.portId());
  }

  @Test
  void opensAnotherSocketAfterInconsistentDumps() throws NetlinkException {
    for (int i = 0; i < 16; i++) {
      refuseDump(first, Errno.EINTR);
    }
    answerEmpty(second);
    assertThrows(KernelException.class, () -> channel.rules(Family.IPV4));
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(22), channel.portId());
  }

  @Test
  void keepsTheSocketAfterARefusedChange() throws NetlinkException {
    first.next(sent ->
        List.of(ScriptedPeer.datagram(first.refusal(sent.getFirst(), Errno.EEXIST, "exists"))));
    Acknowledgement.Refused refused =
        assertInstanceOf(Acknowledgement.Refused.class, channel.change(List.of(ADD)).getFirst());
    assertEquals(Errno.EEXIST, refused.reason().errno());
    assertEquals(Optional.of(11), channel.portId());
  }

  @Test
  void keepsTheSocketAfterALostAcknowledgement() throws NetlinkException {
    first.next(_ -> List.of());
    answerEmpty(first);
    assertInstanceOf(Acknowledgement.Lost.class, channel.change(List.of(ADD)).getFirst());
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(11), channel.portId());
  }

  @Test
  void skipsALateAcknowledgement() throws NetlinkException {
    first.next(_ -> List.of());
    first.next(sent ->
        List.of(
            ScriptedPeer.datagram(first.acknowledgement(sent.getFirst().numbered(0, 1, 0))),
            ScriptedPeer.datagram(first.done(sent.getFirst()))));
    channel.change(List.of(ADD));
    assertEquals(List.of(), channel.rules(Family.IPV4));
  }

  @Test
  void opensAnotherSocketAfterAMalformedAcknowledgement() throws NetlinkException {
    first.next(_ -> List.of(new Reception.Datagram(Bytes.parseHex("03"))));
    answerEmpty(second);
    assertThrows(MalformedMessageException.class, () -> channel.change(List.of(ADD)));
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(22), channel.portId());
  }

  @Test
  void isOpenedAgainAfterItsClose() throws NetlinkException {
    answerEmpty(first);
    answerEmpty(second);
    channel.rules(Family.IPV4);
    channel.close();
    channel.close();
    assertInstanceOf(Reception.Closed.class, first.receive(0));
    channel.rules(Family.IPV4);
    assertEquals(Optional.of(22), channel.portId());
  }

  @Test
  void triesToOpenASocketForEachRequest() {
    RuleChannel hopeless =
        new RuleChannel(() -> {
          throw new KernelException("opening", Errno.EMFILE.number());
        });
    for (int i = 0; i < 2; i++) {
      assertEquals(
          Errno.EMFILE,
          assertThrows(KernelException.class, () -> hopeless.rules(Family.IPV4)).errno());
    }
    assertThrows(KernelException.class, () -> hopeless.change(List.of(ADD)));
  }

  @Test
  void dumpsRulesInOneDatagramOnce() throws NetlinkException {
    tell(first, "1: from all lookup 7\n2: from all lookup 7\n3: from all lookup 7");
    assertEquals(3, channel.rules(Family.IPV4).size());
    assertEquals(1, peers.size(), "no second socket");
  }

  /** The first dump of a socket is split at the same rules as on any new socket. */
  @Test
  void dumpsRulesInSeveralDatagramsAgain() throws NetlinkException {
    tell(first, "1: from all lookup 7", "2: from all lookup 7");
    tell(first, "1: from all lookup 7", "2: from all lookup 7");
    assertEquals(2, channel.rules(Family.IPV4).size());
    assertEquals(2, first.sent().size());
  }

  /** Dumps with the same splits could omit the same rule twice. */
  @Test
  void repeatsTheDumpOverANewSocketWithOtherSplits() throws NetlinkException {
    tell(first, "");
    tell(first, "1: from all lookup 7\n2: from all lookup 7", "3: from all lookup 7");
    tell(second, "1: from all lookup 7", "2: from all lookup 7\n3: from all lookup 7");
    channel.rules(Family.IPV6);
    assertEquals(3, channel.rules(Family.IPV4).size());
    assertEquals(Optional.of(11), channel.portId(), "what this process does is known by it");
    assertInstanceOf(Reception.Closed.class, second.receive(0));
  }

  @Test
  void repeatsTheDumpUntilTwoAreEqual() throws NetlinkException {
    String all = "2: from all lookup 7\n3: from all lookup 7";
    tell(first, "1: from all lookup 7", "3: from all lookup 7");
    tell(first, "1: from all lookup 7\n2: from all lookup 7", "2: from all lookup 7");
    tell(second, all);
    tell(first, all);
    assertEquals(Listing.parse(all), channel.rules(Family.IPV4));
    assertEquals(3, first.sent().size());
  }

  @Test
  void returnsTheLastDumpOfRulesThatKeepChanging() throws NetlinkException {
    Deque<ScriptedPeer> many = new ArrayDeque<>();
    for (int i = 0; i < 4; i++) {
      many.add(new ScriptedPeer(100 + i));
    }
    ScriptedPeer line = many.getFirst();
    int number = 0;
    for (ScriptedPeer peer : many) {
      tell(peer, number++ + ": from all lookup 7", "99: from all lookup 7");
      tell(line, number++ + ": from all lookup 7", "99: from all lookup 7");
    }
    RuleChannel restless = new RuleChannel(many::remove);
    String last = "7: from all lookup 7\n99: from all lookup 7\n";
    assertEquals(last, Listing.print(restless.rules(Family.IPV4)));
    assertEquals(DumpConsistency.Certainty.CHANGING, restless.certainty());
    assertEquals(0, many.size(), "eight dumps, half of them over sockets of their own");
  }

  /** Plans the reply to one dump: a datagram for each listing, then the end. */
  private static void tell(ScriptedPeer peer, String... listings) {
    peer.next(sent -> {
      List<Reception> datagrams = new ArrayList<>();
      for (String listing : listings) {
        List<Frame> frames = new ArrayList<>();
        for (Rule rule : Listing.parse(listing)) {
          Bytes payload = RuleCodec.encode(rule).encode();
          frames.add(peer.part(sent.getFirst(), MessageTypes.NEW_RULE, payload));
        }
        datagrams.add(ScriptedPeer.datagram(frames.toArray(Frame[]::new)));
      }
      datagrams.add(ScriptedPeer.datagram(peer.done(sent.getFirst())));
      return datagrams;
    });
  }

  private static void answerEmpty(ScriptedPeer peer) {
    peer.next(sent -> List.of(ScriptedPeer.datagram(peer.done(sent.getFirst()))));
  }

  private static void refuseDump(ScriptedPeer peer, Errno errno) {
    peer.next(sent -> List.of(ScriptedPeer.datagram(peer.doneWith(sent.getFirst(), errno))));
  }
}
