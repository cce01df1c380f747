package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The kernel dumps a rule with the same bytes with which it was sent, for every captured rule. Only
 * a priority of 0 must be added to the request.
 */
class CapturesIT {
  private static final String CAPTURES = "io.github.rulewarden.netlink.route.RuleCaptures#ALL";

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void aRuleSurvivesItsDeletionAndReturnByteForByte(RuleCaptures.Capture capture)
      throws NetlinkException {
    AddressFamily family =
        capture.message().family() == AddressFamily.IPV4.number()
            ? AddressFamily.IPV4
            : AddressFamily.IPV6;
    try (NetworkNamespace namespace = NetworkNamespace.create();
        NetlinkSocket socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE))) {
      Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
      if (!dump(conversation, family).contains(capture.bytes())) {
        transact(conversation, Requests.addRule(withPriority(capture.message())));
      }
      assertTrue(dump(conversation, family).contains(capture.bytes()));
      transact(conversation, Requests.deleteRule(capture.message()));
      assertFalse(dump(conversation, family).contains(capture.bytes()));
      transact(conversation, Requests.addRule(withPriority(capture.message())));
      assertTrue(dump(conversation, family).contains(capture.bytes()));
    }
  }

  /** The kernel omits a priority of 0 in a dump, and chooses one if it is missing in a request. */
  private static RuleMessage withPriority(RuleMessage rule) {
    if (rule.find(RuleAttribute.Priority.class).isPresent()) {
      return rule;
    }
    List<RuleAttribute> attributes = new ArrayList<>(rule.attributes());
    attributes.add(new RuleAttribute.Priority(0));
    return new RuleMessage(
        rule.family(),
        rule.destinationLength(),
        rule.sourceLength(),
        rule.typeOfService(),
        rule.table(),
        rule.action(),
        rule.flags(),
        attributes);
  }

  private static List<Bytes> dump(Conversation conversation, AddressFamily family)
      throws NetlinkException {
    return conversation.dump(Requests.rules(family)).stream().map(Frame::payload).toList();
  }

  private static void transact(Conversation conversation, Frame request) throws NetlinkException {
    assertEquals(List.of(new Acknowledgement.Done()), conversation.transact(List.of(request)));
  }
}
