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
 * Watches rules on one socket, links and routes on another: a storm of routes must not cost an
 * event about a rule.
 */
final class KernelEvents implements EventSource, AutoCloseable {
  /** Holds more than 8000 rule events; the default holds 256. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  private static final int HIGHEST_PORT_BYTE =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 15 : 12;

  private final EventDispatcher intake;
  private final Clock clock;
  private final NetlinkSocket rules;
  private final NetlinkSocket witnessed;
  private final NetlinkSocket topology;
  private final ClockWatch jumps;
  private final Poller poller;
  private final Poller pause;

  /** When something was taken in that the next wait has to tell. */
  private Optional<Long> untoldSince = Optional.empty();

  /**
   * Subscribes at once: what changes from now on is not missed.
   *
   * @param witnessed is disregarded, too, what we disregard; whoever opened it closes it
   */
  KernelEvents(KernelRuleTable table, ChangeWatch watch, NetlinkSocket witnessed, Clock clock)
      throws KernelException {
    this.clock = clock;
    this.witnessed = witnessed;
    this.rules = subscribe(group(Family.IPV4), group(Family.IPV6));
    this.topology =
        subscribe(Groups.LINKS, Groups.IPV4_ADDRESSES, Groups.IPV4_ROUTES, Groups.IPV6_ROUTES);
    topology.filter(RouteFilter.filter());
    this.jumps = new ClockWatch();
    this.poller = new Poller(3);
    this.pause = new Poller(0);
    poller.watch(rules);
    poller.watch(topology);
    poller.watch(jumps);
    this.intake = new EventDispatcher(table, watch);
    table.watchedBy(this::takeIn);
  }

  /**
   * A socket for the witness, which hears of what processes do that may be known by their pid: the
   * highest byte of such a port id is 0, and of our own socket's for requests it is not.
   */
  static NetlinkSocket openWitnessed() throws KernelException {
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
    wait(poller, untoldSince.isPresent() ? 0 : timeoutNanos);
    long receivedNanos = untoldSince.isPresent() ? untoldSince.get() : clock.nanos();
    untoldSince = Optional.empty();
    if (poller.isReady(jumps) && jumps.hasJumped()) {
      intake.clockJumped();
    }
    if (poller.isReady(topology)) {
      intake.drain(topology);
    }
    if (poller.isReady(rules)) {
      intake.drain(rules);
    }
    return intake.wakeup(receivedNanos);
  }

  /** Takes in what has arrived about rules; the next {@link #await} tells it. */
  void takeIn() {
    long receivedNanos = clock.nanos();
    intake.drain(rules);
    if (intake.hasNews() && untoldSince.isEmpty()) {
      untoldSince = Optional.of(receivedNanos);
    }
  }

  /**
   * Leaves the groups of these families, so that not even the kernel has work with their events,
   * and no storm of them fills the buffer.
   */
  @Override
  public void disregard(Set<Family> families) {
    for (Family family : Family.values()) {
      if (families.contains(family) == intake.isDisregarding(family)) {
        continue;
      }
      try {
        if (intake.isDisregarding(family)) {
          witnessed.join(group(family));
          rules.join(group(family));
          intake.regard(family);
          untoldSince = Optional.of(clock.nanos());
        } else {
          rules.leave(group(family));
          witnessed.leave(group(family));
          intake.disregard(family);
        }
      } catch (KernelException e) {
        throw new IllegalStateException("the kernel's events cannot be chosen", e);
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
    jumps.close();
    poller.close();
    pause.close();
  }
}
