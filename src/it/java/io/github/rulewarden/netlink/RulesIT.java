package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Groups;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RuleActions;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.route.SelectorAttribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads and changes rules of the real kernel, in a namespace of the test's own. */
class RulesIT {
  private static final Acknowledgement DONE = new Acknowledgement.Done();

  private NetworkNamespace namespace;
  private NetlinkSocket requests;
  private NetlinkSocket events;
  private Conversation conversation;

  @BeforeEach
  void open() throws KernelException {
    namespace = NetworkNamespace.create();
    requests = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    events = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    conversation = new Conversation(requests, Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    events.close();
    requests.close();
    namespace.close();
  }

  @Test
  void aRuleIsAddedListedAndDeletedInBothFamilies() throws NetlinkException {
    for (AddressFamily family : AddressFamily.values()) {
      RuleMessage rule = lookup(family, 5270, 52);
      List<RuleMessage> before = rules(family);
      assertEquals(List.of(DONE), conversation.transact(List.of(Requests.addRule(rule))));

      List<RuleMessage> with = rules(family);
      assertEquals(before.size() + 1, with.size());
      // The new rule is behind the kernel's own rule at 0, and ahead of the kernel's other rules.
      assertEquals(5270, with.get(1).find(RuleAttribute.Priority.class).orElseThrow().value());

      Frame delete = Requests.deleteRule(with.get(1));
      assertEquals(List.of(DONE), conversation.transact(List.of(delete)));
      assertEquals(before, rules(family));
    }
  }

  @Test
  void aFailedMessageDoesNotStopTheNextOne() throws NetlinkException {
    RuleMessage rule = lookup(AddressFamily.IPV4, 5270, 52);
    List<Acknowledgement> answers =
        conversation.transact(
            List.of(
                Requests.addRule(rule),
                Requests.addRule(rule),
                Requests.deleteRule(rule),
                Requests.deleteRule(rule)));
    assertEquals(DONE, answers.get(0));
    assertEquals(Errno.EEXIST, refusal(answers.get(1)).errno());
    assertEquals(DONE, answers.get(2));
    assertEquals(Errno.ENOENT, refusal(answers.get(3)).errno());
  }

  @Test
  void aRefusalComesWithTheKernelsWords() throws NetlinkException {
    RuleMessage impossible =
        new RuleMessage(
            2,
            0,
            0,
            0,
            52,
            RuleActions.LOOKUP,
            0,
            List.of(new RuleAttribute.Priority(7), new SelectorAttribute.SourcePorts(5, 3)));
    KernelException refusal =
        refusal(conversation.transact(List.of(Requests.addRule(impossible))).getFirst());
    assertEquals(Errno.EINVAL, refusal.errno());
    assertEquals("Invalid sport range", refusal.explanation());
  }

  @Test
  void theOffendingAttributeIsNamedByItsPlaceInTheRequest() throws NetlinkException {
    RuleMessage shortPriority =
        new RuleMessage(
            2,
            0,
            0,
            0,
            52,
            RuleActions.LOOKUP,
            0,
            List.of(
                new RuleAttribute.Table(52), new RuleAttribute.Unknown(6, Bytes.parseHex("07"))));
    KernelException refusal =
        refusal(conversation.transact(List.of(Requests.addRule(shortPriority))).getFirst());
    // The header has 16 bytes, the rule 12, the table 8.
    assertEquals(36, refusal.offset().orElseThrow(), refusal::getMessage);
  }

  @Test
  void anEventHasThePortAndTheSequenceOfItsRequest() throws NetlinkException {
    events.join(Groups.IPV4_RULES);
    RuleMessage rule = lookup(AddressFamily.IPV4, 5270, 52);
    conversation.transact(List.of(Requests.addRule(rule), Requests.deleteRule(rule)));
    List<Frame> seen = drain();
    assertEquals(2, seen.size());
    assertEquals(MessageTypes.NEW_RULE, seen.get(0).type());
    assertEquals(MessageTypes.DELETE_RULE, seen.get(1).type());
    for (int i = 0; i < 2; i++) {
      assertEquals(requests.portId(), seen.get(i).portId());
      assertEquals(i + 1, seen.get(i).sequence());
    }
    assertEquals(
        RuleMessage.decode(seen.get(0).payload()), RuleMessage.decode(seen.get(1).payload()));
  }

  @Test
  void eventsOfTheOtherFamilyAreNotSeen() throws NetlinkException {
    events.join(Groups.IPV6_RULES);
    conversation.transact(
        List.of(
            Requests.addRule(lookup(AddressFamily.IPV4, 5270, 52)),
            Requests.addRule(lookup(AddressFamily.IPV6, 5270, 52))));
    List<Frame> seen = drain();
    assertEquals(1, seen.size());
    assertEquals(10, RuleMessage.decode(seen.getFirst().payload()).family());
  }

  @Test
  void anOverrunIsAValueAndComesBeforeWhatIsQueued() throws NetlinkException {
    events.join(Groups.IPV4_RULES);
    events.receiveBuffer(4096);
    for (int i = 0; i < 100; i++) {
      conversation.transact(List.of(Requests.addRule(lookup(AddressFamily.IPV4, 100 + i, 52))));
    }
    assertInstanceOf(Reception.Overrun.class, events.receive(0));
    int queued = drain().size();
    assertTrue(queued > 0 && queued < 100, () -> queued + " events");

    // The socket receives events again afterwards.
    conversation.transact(List.of(Requests.addRule(lookup(AddressFamily.IPV4, 99, 52))));
    assertEquals(1, drain().size());
  }

  @Test
  void acknowledgementsThatDoNotFitAreLostAndNotWaitedFor() throws NetlinkException {
    requests.receiveBuffer(4096);
    List<Frame> adds = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      adds.add(Requests.addRule(lookup(AddressFamily.IPV4, 100 + i, 52)));
    }
    List<Acknowledgement> answers = conversation.transact(adds);
    assertEquals(100, answers.size());
    assertEquals(DONE, answers.getFirst());
    assertEquals(new Acknowledgement.Lost(), answers.getLast());
    // A lost acknowledgement does not mean that the change failed.
    assertEquals(103, rules(AddressFamily.IPV4).size());
  }

  @Test
  void aDumpInManyDatagramsIsCompleteAndInOrder() throws NetlinkException {
    int count = 2_000;
    for (int i = 0; i < count; i += 100) {
      List<Frame> adds = new ArrayList<>();
      for (int j = i; j < i + 100; j++) {
        adds.add(Requests.addRule(lookup(AddressFamily.IPV4, 100 + j, 52)));
      }
      assertTrue(conversation.transact(adds).stream().allMatch(DONE::equals));
    }
    List<RuleMessage> rules = rules(AddressFamily.IPV4);
    assertEquals(count + 3, rules.size());
    for (int i = 0; i < count; i++) {
      RuleMessage rule = rules.get(i + 1);
      assertEquals(100 + i, rule.find(RuleAttribute.Priority.class).orElseThrow().value());
    }
  }

  private List<RuleMessage> rules(AddressFamily family) throws NetlinkException {
    List<RuleMessage> rules = new ArrayList<>();
    for (Frame frame : conversation.dump(Requests.rules(family))) {
      rules.add(RuleMessage.decode(frame.payload()));
    }
    return rules;
  }

  private List<Frame> drain() throws NetlinkException {
    List<Frame> frames = new ArrayList<>();
    while (events.receive(0) instanceof Reception.Datagram datagram) {
      frames.addAll(Frame.decode(datagram.content()));
    }
    return frames;
  }

  private static KernelException refusal(Acknowledgement answer) {
    return assertInstanceOf(Acknowledgement.Refused.class, answer).reason();
  }

  private static RuleMessage lookup(AddressFamily family, long priority, int table) {
    return new RuleMessage(
        family.number(),
        0,
        0,
        0,
        table,
        RuleActions.LOOKUP,
        0,
        List.of(new RuleAttribute.Priority(priority), new RuleAttribute.Table(table)));
  }
}
