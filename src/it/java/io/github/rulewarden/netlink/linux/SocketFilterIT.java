package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Groups;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RuleActions;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketFilterIT {
  private static final int TYPE_OFFSET = 4;
  private static final int TYPE_OF_SERVICE_OFFSET = 16 + 3;

  private NetworkNamespace namespace;
  private NetlinkSocket events;
  private NetlinkSocket changes;

  @BeforeEach
  void open() throws KernelException {
    namespace = NetworkNamespace.create();
    events = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    changes = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    events.join(Groups.IPV4_RULES);
  }

  @AfterEach
  void close() {
    events.close();
    changes.close();
    namespace.close();
  }

  @Test
  void onlyWhatItAcceptsIsReceived() throws NetlinkException {
    events.filter(
        new SocketFilter()
            .load16(TYPE_OFFSET)
            .skip(SocketFilter.machineOrder16(MessageTypes.DELETE_RULE), 0, 1)
            .accept()
            .drop());
    change(Requests.addRule(rule(0)));
    change(Requests.deleteRule(rule(0)));
    assertEquals(List.of(MessageTypes.DELETE_RULE), types());
  }

  @Test
  void itSeesSingleBytesToo() throws NetlinkException {
    events.filter(new SocketFilter().load8(TYPE_OF_SERVICE_OFFSET).skip(16, 1, 0).drop().accept());
    change(Requests.addRule(rule(0)));
    change(Requests.addRule(rule(16)));
    assertEquals(List.of(MessageTypes.NEW_RULE), types());
  }

  @Test
  void aProgramThatDoesNotEndIsRefused() {
    SocketFilter endless = new SocketFilter().load8(0);
    assertEquals(
        Errno.EINVAL, assertThrows(KernelException.class, () -> events.filter(endless)).errno());
  }

  private static RuleMessage rule(int typeOfService) {
    return new RuleMessage(
        AddressFamily.IPV4.number(),
        0,
        0,
        typeOfService,
        52,
        RuleActions.LOOKUP,
        0,
        List.of(new RuleAttribute.Priority(5270), new RuleAttribute.Table(52)));
  }

  private void change(Frame request) throws NetlinkException {
    Conversation conversation = new Conversation(changes, Duration.ofSeconds(5));
    assertEquals(List.of(new Acknowledgement.Done()), conversation.transact(List.of(request)));
  }

  /**
   * Returns the types of the queued events. The kernel queues events before it acknowledges the
   * change.
   */
  private List<Integer> types() throws NetlinkException {
    List<Integer> types = new ArrayList<>();
    while (events.receive(0) instanceof Reception.Datagram datagram) {
      for (Frame frame : Frame.decode(datagram.content())) {
        types.add(frame.type());
      }
    }
    return types;
  }
}
