package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.Poller;
import io.github.rulewarden.netlink.route.Groups;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Watches rules on one socket, links and routes on another: a storm of routes must not cost an
 * event about a rule.
 *
 * <p>The changes that this process makes itself are announced to it too; they are recognised by the
 * port id of the socket that made them and say nothing new. Of routes only those with a prefix of
 * length 0 matter.
 */
final class KernelEvents implements EventSource, AutoCloseable {
  /** Holds more than 8000 rule events; the default holds 256. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  /** So that an endless stream of events cannot keep the loop from looking. */
  private static final int MOST_DATAGRAMS = 4096;

  private final KernelRuleTable table;
  private final Clock clock;
  private final NetlinkSocket rules;
  private final NetlinkSocket topology;
  private final Poller poller;
  private final Poller pause;
  private final Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
  private Optional<Integer> author = Optional.empty();

  /** Subscribes at once: what changes from now on is not missed. */
  KernelEvents(KernelRuleTable table, Clock clock) throws KernelException {
    this.table = table;
    this.clock = clock;
    this.rules = subscribe(Groups.IPV4_RULES, Groups.IPV6_RULES);
    this.topology = subscribe(Groups.LINKS, Groups.IPV4_ROUTES, Groups.IPV6_ROUTES);
    this.poller = new Poller(2);
    this.pause = new Poller(0);
    poller.watch(rules);
    poller.watch(topology);
    table.watch();
  }

  private static NetlinkSocket subscribe(int... groups) throws KernelException {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE);
    try {
      socket.receiveBuffer(RECEIVE_BUFFER);
      for (int group : groups) {
        socket.join(group);
      }
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  @Override
  public Wakeup await(long timeoutNanos) {
    wait(poller, timeoutNanos);
    long receivedNanos = clock.nanos();
    triggers.clear();
    author = Optional.empty();
    if (poller.isReady(topology)) {
      drain(topology);
    }
    if (poller.isReady(rules)) {
      drain(rules);
    }
    return new Wakeup(triggers(), receivedNanos, author);
  }

  /** What was read since the last wait began. */
  Set<Trigger> triggers() {
    return Set.copyOf(triggers);
  }

  @Override
  public void pause(long nanos) {
    wait(pause, nanos);
  }

  @Override
  public void wake() {
    poller.wake();
    pause.wake();
  }

  private static void wait(Poller poller, long timeoutNanos) {
    try {
      poller.await(timeoutNanos);
    } catch (KernelException e) {
      throw new IllegalStateException("waiting for the kernel's events failed", e);
    }
  }

  /** Reads what has come. */
  void drain(Transport socket) {
    for (int i = 0; i < MOST_DATAGRAMS; i++) {
      try {
        switch (socket.receive(0)) {
          case Reception.Datagram(var content) -> {
            for (Frame frame : Frame.decode(content)) {
              note(frame);
            }
          }
          case Reception.Overrun _ -> lost();
          case Reception.Empty _, Reception.Closed _ -> {
            return;
          }
        }
      } catch (MalformedMessageException e) {
        lost(); // Whatever it was to tell, the next look sees it.
      } catch (NetlinkException e) {
        throw new IllegalStateException("receiving the kernel's events failed", e);
      }
    }
  }

  private void note(Frame frame) throws MalformedMessageException {
    switch (frame.type()) {
      case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE -> {
        Optional<Integer> source = Optional.of(frame.portId());
        if (!source.equals(table.channel().portId())) {
          triggers.add(Trigger.RULES_CHANGED);
          table.forgetRules(RuleCodec.family(RuleMessage.familyOf(frame.payload())));
          author = source;
        }
      }
      case MessageTypes.NEW_LINK, MessageTypes.DELETE_LINK -> topologyChanged();
      case MessageTypes.NEW_ROUTE, MessageTypes.DELETE_ROUTE -> {
        if (RouteMessage.destinationLengthOf(frame.payload()) == 0) {
          topologyChanged();
        }
      }
      default -> {}
    }
  }

  private void topologyChanged() {
    triggers.add(Trigger.TOPOLOGY_CHANGED);
    table.forgetTopology();
  }

  private void lost() {
    triggers.add(Trigger.EVENTS_LOST);
    table.forget();
  }

  @Override
  public void close() {
    for (NetlinkSocket socket : List.of(rules, topology)) {
      poller.forget(socket);
      socket.close();
    }
    poller.close();
    pause.close();
  }
}
