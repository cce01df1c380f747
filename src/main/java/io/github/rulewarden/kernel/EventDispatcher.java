package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.process.ChangeWatch;
import io.github.rulewarden.kernel.route.Topology;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes reasons to look out of the kernel's events, and has the table forget what they say has
 * changed.
 *
 * <p>The changes that this process makes itself are announced to it too; they are recognised by the
 * port id of the socket that made them and say nothing new. Of routes only those matter that {@link
 * Topology} has read, and default routes.
 */
final class EventDispatcher {
  /** So that an endless stream of events cannot keep the loop from looking. */
  private static final int MOST_DATAGRAMS = 4096;

  /** {@code ifi_index} in struct ifinfomsg, {@code ifa_index} in struct ifaddrmsg. */
  private static final int LINK_OFFSET = 4;

  private final KernelRuleTable table;
  private final ChangeWatch watch;
  private final Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
  private final Set<Family> disregarded = EnumSet.noneOf(Family.class);
  private Optional<Integer> author = Optional.empty();

  /** One whose authors nobody wants to know. */
  EventDispatcher(KernelRuleTable table) {
    this(table, ChangeWatch.NONE);
  }

  /** From now on the table relies on being told of every event. */
  EventDispatcher(KernelRuleTable table, ChangeWatch watch) {
    this.table = table;
    this.watch = watch;
    for (Family family : Family.values()) {
      table.watch(family);
    }
  }

  /** Events of a family count again; it may have changed meanwhile. */
  void regard(Family family) {
    disregarded.remove(family);
    table.watch(family);
    triggers.add(Trigger.RULES_CHANGED);
  }

  /** Events of a family count for nothing; some may still come. */
  void disregard(Family family) {
    disregarded.add(family);
    watch.missed();
    table.unwatch(family);
  }

  boolean isDisregarding(Family family) {
    return disregarded.contains(family);
  }

  /** What was drained since the last time this was asked. */
  Wakeup wakeup(long receivedNanos) {
    Wakeup wakeup = new Wakeup(Set.copyOf(triggers), receivedNanos, author);
    triggers.clear();
    author = Optional.empty();
    return wakeup;
  }

  /** Whether the next {@link #wakeup} has anything to tell. */
  boolean hasNews() {
    return !triggers.isEmpty();
  }

  /** Takes everything that a subscribed socket has received. */
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
        Family family = RuleCodec.family(RuleMessage.familyOf(frame.payload()));
        if (!source.equals(table.channel().portId()) && !disregarded.contains(family)) {
          triggers.add(Trigger.RULES_CHANGED);
          table.forgetRules(family);
          author = source;
          watch.changed(frame);
        }
      }
      // With its last IPv4 address a link loses its routes, of which no event tells (fib_flush).
      case MessageTypes.NEW_LINK,
          MessageTypes.DELETE_LINK,
          MessageTypes.NEW_ADDRESS,
          MessageTypes.DELETE_ADDRESS -> {
        table.topology().linkChanged(linkOf(frame.payload()));
        triggers.add(Trigger.TOPOLOGY_CHANGED);
      }
      case MessageTypes.NEW_ROUTE, MessageTypes.DELETE_ROUTE -> {
        if (table.topology().routeChanged(frame.type(), frame.payload())) {
          triggers.add(Trigger.TOPOLOGY_CHANGED);
        }
      }
      default -> {}
    }
  }

  /** The ifindex; it has the same place in messages about links and about addresses. */
  private static int linkOf(Bytes payload) throws MalformedMessageException {
    if (payload.length() < LINK_OFFSET + Integer.BYTES) {
      throw new MalformedMessageException(
          payload.origin(), payload.length() + " bytes", "a header with an ifindex");
    }
    return payload.s32(LINK_OFFSET);
  }

  /** After a sleep nothing is taken for granted, not even that every event was told. */
  void clockJumped() {
    triggers.add(Trigger.CLOCK_JUMPED);
    table.forget();
  }

  private void lost() {
    triggers.add(Trigger.EVENTS_LOST);
    watch.missed();
    table.forget();
  }
}
