package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.process.ChangeWatch;
import io.github.rulewarden.kernel.route.RouteFilter;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.ClockWatch;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.Poller;
import io.github.rulewarden.netlink.linux.SocketFilter;
import io.github.rulewarden.netlink.route.Groups;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Receives events about rules on one socket, about links and routes on another, so that a route
 * storm cannot cause the loss of an event about a rule.
 */
final class KernelEvents implements EventSource, AutoCloseable {
  /** Room for more than 8000 rule events; the default has room for 256. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  private static final int HIGHEST_PORT_BYTE =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 15 : 12;

  private final EventDispatcher dispatcher;
  private final Clock clock;
  private final NetlinkSocket rules;
  private final NetlinkSocket observerSocket;
  private final NetlinkSocket topology;
  private final ClockWatch clockWatch;
  private final Poller poller;
  private final Poller pause;

  /** When the first event arrived that {@link #await} has not yet returned. */
  private Optional<Long> pendingSince = Optional.empty();

  /**
   * Subscribes immediately, so that no later change is missed.
   *
   * @param observerSocket leaves and joins the groups of rules together with this event source; the
   *     caller closes it
   */
  KernelEvents(KernelRuleTable table, ChangeWatch watch, NetlinkSocket observerSocket, Clock clock)
      throws KernelException {
    this.clock = clock;
    this.observerSocket = observerSocket;
    this.rules = subscribe(group(Family.IPV4), group(Family.IPV6));
    this.topology =
        subscribe(Groups.LINKS, Groups.IPV4_ADDRESSES, Groups.IPV4_ROUTES, Groups.IPV6_ROUTES);
    topology.filter(RouteFilter.filter());
    this.clockWatch = new ClockWatch();
    this.poller = new Poller(3);
    this.pause = new Poller(0);
    poller.watch(rules);
    poller.watch(topology);
    poller.watch(clockWatch);
    this.dispatcher = new EventDispatcher(table, watch);
    table.attachEvents(this::receiveQueued);
  }

  /**
   * Opens the socket of the process observer. Its filter accepts only events of processes whose
   * port id may be a pid: the highest byte of such a port id is 0, that of our request socket is
   * not.
   */
  static NetlinkSocket openObserverSocket() throws KernelException {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE);
    try {
      socket.receiveBuffer(RECEIVE_BUFFER);
      socket.filter(new SocketFilter().load8(HIGHEST_PORT_BYTE).skip(0, 0, 1).accept().drop());
      for (Family family : Family.values()) {
        socket.join(group(family));
      }
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private static int group(Family family) {
    return switch (family) {
      case IPV4 -> Groups.IPV4_RULES;
      case IPV6 -> Groups.IPV6_RULES;
    };
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
    wait(poller, pendingSince.isPresent() ? 0 : timeoutNanos);
    long receivedNanos = pendingSince.isPresent() ? pendingSince.get() : clock.nanos();
    pendingSince = Optional.empty();
    if (poller.isReady(clockWatch) && clockWatch.hasJumped()) {
      dispatcher.clockJumped();
    }
    if (poller.isReady(topology)) {
      dispatcher.drain(topology);
    }
    if (poller.isReady(rules)) {
      dispatcher.drain(rules);
    }
    return dispatcher.wakeup(receivedNanos);
  }

  /**
   * Receives queued events about rules; the next {@link #await} returns them.
   *
   * @return whether some were lost
   */
  boolean receiveQueued() {
    long receivedNanos = clock.nanos();
    boolean isLost = dispatcher.drain(rules);
    if (dispatcher.hasTriggers() && pendingSince.isEmpty()) {
      pendingSince = Optional.of(receivedNanos);
    }
    return isLost;
  }

  /**
   * Leaves the groups of these families, so that the kernel does not send their events and a storm
   * of them cannot fill the buffer.
   */
  @Override
  public void disregard(Set<Family> families) {
    for (Family family : Family.values()) {
      if (families.contains(family) == dispatcher.isDisregarding(family)) {
        continue;
      }
      try {
        if (dispatcher.isDisregarding(family)) {
          observerSocket.join(group(family));
          rules.join(group(family));
          dispatcher.resume(family);
          pendingSince = Optional.of(clock.nanos());
        } else {
          rules.leave(group(family));
          observerSocket.leave(group(family));
          dispatcher.disregard(family);
        }
      } catch (KernelException e) {
        throw new IllegalStateException("joining or leaving a group of events failed", e);
      }
    }
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

  @Override
  public void close() {
    for (NetlinkSocket socket : List.of(rules, topology)) {
      poller.forget(socket);
      socket.close();
    }
    clockWatch.close();
    poller.close();
    pause.close();
  }
}
