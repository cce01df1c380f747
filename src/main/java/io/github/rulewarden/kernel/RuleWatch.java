package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.route.Groups;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Records every change of a rule with its time of receipt. It is independent of the daemon, so that
 * the demonstration and tests can check the daemon with it.
 *
 * <p>Its thread only receives, so that the time is accurate; {@link #events} decodes the messages.
 */
public final class RuleWatch implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 8 << 20;

  private record Arrival(long nanos, Bytes datagram) {}

  private final NetlinkSocket socket;
  private final Clock clock;
  private final Thread thread;
  private final List<Arrival> arrivals = new ArrayList<>();
  private Optional<NetlinkException> failure = Optional.empty();

  private RuleWatch(NetlinkSocket socket, Clock clock) {
    this.socket = socket;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("rule watch").start(this::record);
  }

  /**
   * Begins to record in the network namespace of the calling thread.
   *
   * @throws KernelException if netlink is not available
   */
  public static RuleWatch open(Clock clock) throws KernelException {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE);
    try {
      socket.receiveBuffer(RECEIVE_BUFFER);
      socket.join(Groups.IPV4_RULES);
      socket.join(Groups.IPV6_RULES);
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
    return new RuleWatch(socket, clock);
  }

  /**
   * All events so far, in order.
   *
   * @throws KernelException ENOBUFS if events were lost
   */
  public synchronized List<RuleEvent> events() throws NetlinkException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    List<RuleEvent> events = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      for (Frame frame : Frame.decode(arrival.datagram())) {
        switch (frame.type()) {
          case MessageTypes.NEW_RULE -> events.add(event(RuleEvent.Kind.ADDED, frame, arrival));
          case MessageTypes.DELETE_RULE ->
              events.add(event(RuleEvent.Kind.DELETED, frame, arrival));
          default -> {}
        }
      }
    }
    return events;
  }

  /**
   * Waits until the events so far fulfil a condition, or until the timeout.
   *
   * @return all events so far, even if they do not fulfil the condition
   */
  public synchronized List<RuleEvent> await(Predicate<List<RuleEvent>> condition, Duration timeout)
      throws NetlinkException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      List<RuleEvent> events = events();
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0 || condition.test(events)) {
        return events;
      }
      wait(leftMillis);
    }
  }

  private static RuleEvent event(RuleEvent.Kind kind, Frame frame, Arrival arrival)
      throws MalformedMessageException {
    return new RuleEvent(
        arrival.nanos(),
        kind,
        RuleCodec.decode(RuleMessage.decode(frame.payload())),
        frame.portId());
  }

  private void record() {
    try {
      while (true) {
        Reception reception = socket.receive(Transport.FOREVER);
        long nanos = clock.nanos();
        switch (reception) {
          case Reception.Datagram(Bytes content) -> add(new Arrival(nanos, content));
          case Reception.Overrun _ ->
              throw new KernelException("recording rule events", Errno.ENOBUFS.number());
          case Reception.Empty _, Reception.Closed _ -> {
            return;
          }
        }
      }
    } catch (NetlinkException e) {
      fail(e);
    }
  }

  private synchronized void add(Arrival arrival) {
    arrivals.add(arrival);
    notifyAll();
  }

  private synchronized void fail(NetlinkException e) {
    failure = Optional.of(e);
    notifyAll();
  }

  /** Stops recording; the recorded events remain available. */
  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
