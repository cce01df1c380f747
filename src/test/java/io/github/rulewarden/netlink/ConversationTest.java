package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final int PORT = 4711;
  private static final int NEW_RULE = 32;
  private static final int GET_RULE = 34;
  private static final Bytes ONE = Bytes.parseHex("01");
  private static final Bytes TWO = Bytes.parseHex("02");
  private static final Reception OVERRUN = new Reception.Overrun();
  private static final Frame REQUEST = Frame.request(GET_RULE, Flags.DUMP, Bytes.EMPTY);

  private final ScriptedPeer peer = new ScriptedPeer(PORT);
  private final Conversation conversation = new Conversation(peer, Duration.ofSeconds(5));

  @AfterEach
  void everyScriptWasUsed() {
    assertEquals(0, peer.scriptsLeft());
  }

  @Test
  void aDumpOverSeveralDatagrams() throws NetlinkException {
    peer.next(sent -> List.of(one(sent), two(sent), done(sent)));
    assertEquals(List.of(ONE, TWO), dump());
    Frame sent = peer.sent().getFirst().getFirst();
    assertEquals(GET_RULE, sent.type());
    assertEquals(Flags.REQUEST | Flags.DUMP, sent.flags());
  }

  @Test
  void everyRequestHasItsOwnNumber() throws NetlinkException {
    peer.next(sent -> List.of(done(sent)));
    peer.next(sent -> List.of(done(sent)));
    assertEquals(List.of(), dump());
    assertEquals(List.of(), dump());
    assertEquals(1, peer.sent().get(0).getFirst().sequence());
    assertEquals(2, peer.sent().get(1).getFirst().sequence());
  }

  @Test
  void anInterruptedDumpIsReadToItsEndAndStartedAgain() throws NetlinkException {
    peer.next(sent -> List.of(one(sent), interrupted(sent), two(sent), done(sent)));
    peer.next(sent -> List.of(two(sent), done(sent)));
    assertEquals(List.of(TWO), dump());
  }

  @Test
  void aDumpInterruptedInItsVeryEndIsStartedAgain() throws NetlinkException {
    peer.next(sent -> {
      Frame done = peer.done(sent.getFirst()).numbered(Flags.DUMP_INTERRUPTED, 1, PORT);
      return List.of(one(sent), ScriptedPeer.datagram(done));
    });
    peer.next(sent -> List.of(two(sent), done(sent)));
    assertEquals(List.of(TWO), dump());
  }

  @Test
  void aDumpThatEndsWithEintrIsStartedAgain() throws NetlinkException {
    peer.next(sent ->
        List.of(one(sent), ScriptedPeer.datagram(peer.doneWith(sent.getFirst(), Errno.EINTR))));
    peer.next(sent -> List.of(two(sent), done(sent)));
    assertEquals(List.of(TWO), dump());
  }

  @Test
  void aDumpAfterAnOverrunIsRestarted() throws NetlinkException {
    peer.next(sent -> List.of(one(sent), OVERRUN, done(sent)));
    peer.next(sent -> List.of(one(sent), two(sent), done(sent)));
    assertEquals(List.of(ONE, TWO), dump());
  }

  @Test
  void aDumpThatIsAlwaysInterruptedFails() {
    for (int i = 0; i < 16; i++) {
      peer.next(sent -> List.of(interrupted(sent), done(sent)));
    }
    KernelException e = assertThrows(KernelException.class, this::dump);
    assertEquals(Errno.EINTR, e.errno());
    assertEquals(
        "netlink request of type 34, inconsistent 16 times: EINTR (interrupted)", e.getMessage());
  }

  @Test
  void aRefusedDumpReportsTheKernelsMessage() {
    peer.next(sent ->
        List.of(
            ScriptedPeer.datagram(
                peer.refusal(sent.getFirst(), Errno.EOPNOTSUPP, "no such family"))));
    KernelException e = assertThrows(KernelException.class, this::dump);
    assertEquals(Errno.EOPNOTSUPP, e.errno());
    assertEquals("no such family", e.explanation());
  }

  @Test
  void aDumpMayFailInItsMiddle() {
    peer.next(sent ->
        List.of(one(sent), ScriptedPeer.datagram(peer.doneWith(sent.getFirst(), Errno.ENOENT))));
    assertEquals(Errno.ENOENT, assertThrows(KernelException.class, this::dump).errno());
  }

  @Test
  void answersToOthersAreSkipped() throws NetlinkException {
    peer.next(sent -> {
      Frame mine = peer.part(sent.getFirst(), NEW_RULE, ONE);
      Frame stale = peer.doneWith(sent.getFirst().numbered(0, 99, 0), Errno.ENOENT);
      Frame foreign = mine.numbered(0, mine.sequence(), PORT + 1);
      Frame nothing = new Frame(1, 0, mine.sequence(), PORT, Bytes.EMPTY);
      return List.of(ScriptedPeer.datagram(stale, foreign, nothing, mine), done(sent));
    });
    assertEquals(List.of(ONE), dump());
  }

  @Test
  void aDumpWithoutAnEndTimesOut() {
    peer.next(sent -> List.of(one(sent)));
    KernelException e = assertThrows(KernelException.class, this::dump);
    assertEquals("netlink request of type 34: ETIMEDOUT (timed out)", e.getMessage());
  }

  @Test
  void aDumpOnAClosedTransportFails() {
    peer.next(sent -> {
      peer.close();
      return List.of();
    });
    assertEquals(Errno.EBADF, assertThrows(KernelException.class, this::dump).errno());
  }

  @Test
  void aMalformedReplyIsAnError() {
    peer.next(sent -> List.of(new Reception.Datagram(ONE)));
    assertThrows(MalformedMessageException.class, this::dump);
  }

  @Test
  void aQueryHasOneReply() throws NetlinkException {
    peer.next(sent ->
        List.of(
            ScriptedPeer.datagram(
                peer.part(sent.getFirst().numbered(0, 99, 0), 24, TWO),
                peer.part(sent.getFirst(), 24, ONE))));
    assertEquals(ONE, ask().payload());
  }

  @Test
  void aQuestionMayBeRefused() {
    peer.next(sent ->
        List.of(ScriptedPeer.datagram(peer.refusal(sent.getFirst(), Errno.ENETUNREACH, "none"))));
    assertEquals(Errno.ENETUNREACH, assertThrows(KernelException.class, this::ask).errno());
  }

  @Test
  void aLostReplyIsNotAwaited() {
    peer.next(sent -> List.of(OVERRUN));
    assertEquals(Errno.ETIMEDOUT, assertThrows(KernelException.class, this::ask).errno());
  }

  @Test
  void allMessagesOfATransactionAreSentAtOnceAndEachIsAcknowledged() throws NetlinkException {
    peer.next(sent -> List.of(acknowledged(sent, 0), acknowledged(sent, 1)));
    assertEquals(List.of(new Acknowledgement.Done(), new Acknowledgement.Done()), transact(2));
    List<Frame> sent = peer.sent().getFirst();
    assertEquals(List.of(1, 2), List.of(sent.get(0).sequence(), sent.get(1).sequence()));
    assertEquals(
        Flags.REQUEST | Flags.ACKNOWLEDGE | Flags.CREATE | Flags.EXCLUSIVE, sent.get(1).flags());
  }

  @Test
  void aRefusedMessageStandsInItsPlace() throws NetlinkException {
    peer.next(sent ->
        List.of(
            ScriptedPeer.datagram(
                peer.acknowledgement(sent.get(0)),
                peer.refusal(sent.get(1), Errno.EEXIST, "FIB rule exists")),
            acknowledged(sent, 2)));
    List<Acknowledgement> answers = transact(3);
    assertInstanceOf(Acknowledgement.Done.class, answers.get(0));
    KernelException refusal =
        assertInstanceOf(Acknowledgement.Refused.class, answers.get(1)).reason();
    assertEquals(Errno.EEXIST, refusal.errno());
    assertEquals("FIB rule exists", refusal.explanation());
    assertInstanceOf(Acknowledgement.Done.class, answers.get(2));
  }

  @Test
  void anAcknowledgementThatIsLostIsNeitherDoneNorRefused() throws NetlinkException {
    peer.next(sent -> List.of(acknowledged(sent, 0), OVERRUN, acknowledged(sent, 2)));
    assertEquals(
        List.of(new Acknowledgement.Done(), new Acknowledgement.Lost(), new Acknowledgement.Done()),
        transact(3));
  }

  @Test
  void anAcknowledgementOfAnEarlierTransactionIsSkipped() throws NetlinkException {
    peer.next(sent -> List.of());
    assertEquals(List.of(new Acknowledgement.Lost()), transact(1));
    peer.next(sent -> {
      Frame earlier = peer.refusal(sent.getFirst().numbered(0, 1, 0), Errno.EPERM, "late");
      return List.of(ScriptedPeer.datagram(earlier), acknowledged(sent, 0));
    });
    assertEquals(List.of(new Acknowledgement.Done()), transact(1));
  }

  @Test
  void aRepeatedAcknowledgementDoesNotCountForAnother() throws NetlinkException {
    peer.next(sent -> List.of(acknowledged(sent, 0), acknowledged(sent, 0), acknowledged(sent, 1)));
    assertEquals(List.of(new Acknowledgement.Done(), new Acknowledgement.Done()), transact(2));
  }

  @Test
  void nothingIsSentForNothing() throws NetlinkException {
    assertEquals(List.of(), transact(0));
    assertTrue(peer.sent().isEmpty());
  }

  @Test
  void anErrorNamesTheRequest() {
    Conversation named =
        new Conversation(peer, Duration.ofSeconds(5), type -> "RTM_GETRULE (" + type + ")");
    peer.next(sent -> List.of());
    KernelException e = assertThrows(KernelException.class, () -> named.dump(REQUEST));
    assertEquals("netlink request RTM_GETRULE (34): ETIMEDOUT (timed out)", e.getMessage());
  }

  private List<Bytes> dump() throws NetlinkException {
    return conversation.dump(REQUEST).stream().map(Frame::payload).toList();
  }

  private Frame ask() throws NetlinkException {
    return conversation.query(Frame.request(26, 0, Bytes.EMPTY));
  }

  private List<Acknowledgement> transact(int count) throws NetlinkException {
    Frame add = Frame.request(NEW_RULE, Flags.CREATE | Flags.EXCLUSIVE, ONE);
    return conversation.transact(Collections.nCopies(count, add));
  }

  private Reception one(List<Frame> sent) {
    return ScriptedPeer.datagram(peer.part(sent.getFirst(), NEW_RULE, ONE));
  }

  private Reception two(List<Frame> sent) {
    return ScriptedPeer.datagram(peer.part(sent.getFirst(), NEW_RULE, TWO));
  }

  private Reception interrupted(List<Frame> sent) {
    Frame part = peer.part(sent.getFirst(), NEW_RULE, ONE);
    return ScriptedPeer.datagram(
        part.numbered(Flags.DUMP_INTERRUPTED, part.sequence(), part.portId()));
  }

  private Reception done(List<Frame> sent) {
    return ScriptedPeer.datagram(peer.done(sent.getFirst()));
  }

  private Reception acknowledged(List<Frame> sent, int index) {
    return ScriptedPeer.datagram(peer.acknowledgement(sent.get(index)));
  }
}
