package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.Poller;
import io.github.rulewarden.netlink.route.Groups;
import java.util.List;

/**
 * Watches rules on one socket, links and routes on another: a storm of routes must not cost an
 * event about a rule.
 */
final class KernelEvents implements EventSource, AutoCloseable {
  /** Holds more than 8000 rule events; the default holds 256. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  private final EventIntake intake;
  private final Clock clock;
  private final NetlinkSocket rules;
  private final NetlinkSocket topology;
  private final Poller poller;
  private final Poller pause;

  /** Subscribes at once: what changes from now on is not missed. */
  KernelEvents(KernelRuleTable table, Clock clock) throws KernelException {
    this.clock = clock;
    this.rules = subscribe(Groups.IPV4_RULES, Groups.IPV6_RULES);
    this.topology = subscribe(Groups.LINKS, Groups.IPV4_ROUTES, Groups.IPV6_ROUTES);
    this.poller = new Poller(2);
    this.pause = new Poller(0);
    poller.watch(rules);
    poller.watch(topology);
    this.intake = new EventIntake(table);
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
    if (poller.isReady(topology)) {
      intake.drain(topology);
    }
    if (poller.isReady(rules)) {
      intake.drain(rules);
    }
    return intake.wakeup(receivedNanos);
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
    poller.close();
    pause.close();
  }
}
