package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.process.ChangeWatch;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.Addresses;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the kernel's events into triggers for the loop, and invalidates in the table's cache what
 * an event names. A loss names nothing, so it is only a trigger, and the loop reads everything.
 *
 * <p>It ignores the events of this process's own changes, which it identifies by the port id of the
 * request socket. It ignores route events that are not relevant for {@code Topology}.
 */
final class EventDispatcher {
  /** The limit of one call, so that an endless stream of events cannot block the loop. */
  private static final int MAXIMUM_DATAGRAMS = 4096;

  /** {@code ifi_index} in struct ifinfomsg, {@code ifa_index} in struct ifaddrmsg. */
  private static final int LINK_OFFSET = 4;

  private final KernelRuleTable table;
  private final ChangeWatch watch;
  private final Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
  private final Set<Family> disregarded = EnumSet.noneOf(Family.class);
  private Optional<Integer> author = Optional.empty();

  /** A dispatcher without attribution. */
  EventDispatcher(KernelRuleTable table) {
    this(table, ChangeWatch.NONE);
  }

  /** From now on the table relies on this dispatcher for every event. */
  EventDispatcher(KernelRuleTable table, ChangeWatch watch) {
    this.table = table;
    this.watch = watch;
    for (Family family : Family.values()) {
      table.watch(family);
    }
  }

  /** Processes events of a family again; the family may have changed since. */
  void resume(Family family) {
    disregarded.remove(family);
    table.watch(family);
    triggers.add(Trigger.RULES_CHANGED);
  }

  /** Ignores events of a family; some may still arrive. */
  void disregard(Family family) {
    disregarded.add(family);
    watch.missed();
    table.unwatch(family);
  }

  boolean isDisregarding(Family family) {
    return disregarded.contains(family);
  }

  /** Returns the triggers since the last call. */
  Wakeup wakeup(long receivedNanos) {
    Wakeup wakeup = new Wakeup(Set.copyOf(triggers), receivedNanos, author);
    triggers.clear();
    author = Optional.empty();
    return wakeup;
  }

  /** Whether the next {@link #wakeup} contains a trigger. */
  boolean hasTriggers() {
    return !triggers.isEmpty();
  }

  /**
   * Receives all queued events of a socket.
   *
   * @return whether events were lost since the last {@link #wakeup}
   */
  boolean drain(Transport socket) {
    receiveAll(socket);
    return triggers.contains(Trigger.EVENTS_LOST);
  }

  private void receiveAll(Transport socket) {
    for (int i = 0; i < MAXIMUM_DATAGRAMS; i++) {
      try {
        switch (socket.receive(0)) {
          case Reception.Datagram(var content) -> {
            for (Frame frame : Frame.decode(content)) {
              dispatch(frame);
            }
          }
          case Reception.Overrun _ -> lost();
          case Reception.Empty _, Reception.Closed _ -> {
            return;
          }
        }
      } catch (MalformedMessageException e) {
        lost(); // The next read contains the change.
      } catch (NetlinkException e) {
        throw new IllegalStateException("receiving the kernel's events failed", e);
      }
    }
  }

  private void dispatch(Frame frame) throws MalformedMessageException {
    switch (frame.type()) {
      case MessageTypes.NEW_RULE, MessageTypes.DELETE_RULE -> {
        Optional<Integer> source = Optional.of(frame.portId());
        Family family = Addresses.family(RuleMessage.familyOf(frame.payload()));
        if (!source.equals(table.channel().portId()) && !disregarded.contains(family)) {
          triggers.add(Trigger.RULES_CHANGED);
          table.forgetRules(family);
          author = source;
          watch.changed(frame);
        }
      }
      // With its last IPv4 address a link loses its routes, without events for them (fib_flush).
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

  /** The ifindex; it has the same offset in messages about links and about addresses. */
  private static int linkOf(Bytes payload) throws MalformedMessageException {
    if (payload.length() < LINK_OFFSET + Integer.BYTES) {
      throw new MalformedMessageException(
          payload.origin(), payload.length() + " bytes", "a header with an ifindex");
    }
    return payload.s32(LINK_OFFSET);
  }

  /** Events may have been lost while the machine was suspended. */
  void clockJumped() {
    triggers.add(Trigger.CLOCK_JUMPED);
  }

  private void lost() {
    triggers.add(Trigger.EVENTS_LOST);
    watch.missed();
  }
}
