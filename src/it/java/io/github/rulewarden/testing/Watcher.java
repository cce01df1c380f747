package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Groups;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.testing.RuleState.Change;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Watches the rules of a host from the beginning of a test, on a socket and a thread of its own,
 * and records every state of the rules.
 */
public final class Watcher implements Guest {
  private static final int RECEIVE_BUFFER = 8 << 20;

  /**
   * The number of events that the report of a failed test contains; earlier ones are irrelevant.
   */
  private static final int TOLD = 100;

  private final TestHost host;
  private final NetlinkSocket events;
  private final Thread thread;
  private final List<RuleState> states = new ArrayList<>();

  /** The reason why the recorded states are unreliable; empty as long as they are reliable. */
  private Optional<Exception> failure = Optional.empty();

  private Watcher(TestHost host) throws KernelException {
    this.host = host;
    this.events = host.namespace().run(Watcher::subscribe);
    states.add(new RuleState(System.nanoTime(), Optional.empty(), read()));
    this.thread = Thread.ofPlatform().daemon().name("watcher").start(this::watch);
  }

  /** Starts to watch a host on which no rule changes yet. */
  public static Watcher on(TestHost host) {
    try {
      return host.receive(new Watcher(host));
    } catch (KernelException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NetlinkSocket subscribe() throws KernelException {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE);
    socket.receiveBuffer(RECEIVE_BUFFER);
    socket.join(Groups.IPV4_RULES);
    socket.join(Groups.IPV6_RULES);
    return socket;
  }

  /** Returns the rules as the kernel lists them now. */
  private Map<Family, List<SeenRule>> read() {
    Map<Family, List<SeenRule>> rules = new EnumMap<>(Family.class);
    try (NetlinkSocket socket =
        host.namespace().run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE))) {
      Conversation conversation = new Conversation(socket, Patience.LIMIT);
      for (Family family : Family.values()) {
        List<SeenRule> listed = new ArrayList<>();
        for (Frame frame : conversation.dump(Requests.rules(number(family)))) {
          listed.add(SeenRule.of(frame.payload()));
        }
        rules.put(family, listed);
      }
    } catch (NetlinkException e) {
      throw new IllegalStateException(e);
    }
    return rules;
  }

  private static AddressFamily number(Family family) {
    return family == Family.IPV4 ? AddressFamily.IPV4 : AddressFamily.IPV6;
  }

  private void watch() {
    try {
      while (true) {
        switch (events.receive(NetlinkSocket.FOREVER)) {
          case Reception.Datagram(var content) -> {
            long nanos = System.nanoTime();
            for (Frame frame : Frame.decode(content)) {
              note(nanos, frame);
            }
          }
          case Reception.Closed _ -> {
            return;
          }
          case Reception.Overrun _ -> throw new IllegalStateException("the watcher lost events");
          case Reception.Empty _ -> {}
        }
      }
    } catch (NetlinkException | RuntimeException e) {
      fail(e);
    }
  }

  /**
   * The deletes that arrived before their adds. The kernel notifies one listener after the other:
   * the daemon, if it is notified first, may delete a rule before this watcher is notified of it.
   */
  private final List<SeenRule> early = new ArrayList<>();

  private synchronized void note(long nanos, Frame frame) throws NetlinkException {
    SeenRule rule = SeenRule.of(frame.payload());
    Family family = rule.family() == AddressFamily.IPV4.number() ? Family.IPV4 : Family.IPV6;
    Change change = frame.type() == MessageTypes.NEW_RULE ? Change.ADDED : Change.DELETED;
    List<SeenRule> rules = new ArrayList<>(latest().rules(family));
    switch (change) {
      case ADDED -> {
        if (early.remove(rule)) {
          return;
        }
        int place = 0;
        while (place < rules.size() && rules.get(place).priority() <= rule.priority()) {
          place++;
        }
        rules.add(place, rule);
      }
      case DELETED -> {
        if (!rules.remove(rule)) {
          early.add(rule);
          return;
        }
      }
    }
    Map<Family, List<SeenRule>> byFamily = new EnumMap<>(latest().byFamily());
    byFamily.put(family, List.copyOf(rules));
    RuleEvent event = new RuleEvent(family, change, rule, frame.portId());
    states.add(new RuleState(nanos, Optional.of(event), byFamily));
    notifyAll();
  }

  private synchronized void fail(Exception e) {
    failure = Optional.of(e);
    notifyAll();
  }

  /** Returns the last state so far. */
  public synchronized RuleState latest() {
    return states.getLast();
  }

  /** Returns all states so far. */
  public synchronized List<RuleState> states() {
    if (failure.isPresent()) {
      throw new AssertionError("the watcher failed", failure.get());
    }
    return List.copyOf(states);
  }

  /** Waits for a state, starting with the latest one. */
  public synchronized RuleState await(String what, Predicate<RuleState> wanted) {
    return await(states.size() - 1, what, wanted);
  }

  /**
   * Waits for a state, starting with a given one.
   *
   * @param first the index in {@link #states}; the number of states is the index of the next one
   */
  public synchronized RuleState await(int first, String what, Predicate<RuleState> wanted) {
    int next = first;
    long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
    while (true) {
      for (; next < states.size(); next++) {
        if (wanted.test(states.get(next))) {
          return states.get(next);
        }
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || failure.isPresent()) {
        throw new AssertionError("did not come about: " + what, failure.orElse(null));
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for: " + what, e);
      }
    }
  }

  /** Waits until pairs of exactly these tables are behind Tailscale's lookup in both families. */
  public RuleState awaitOrder(Long... tables) {
    return await("the right order of " + List.of(tables), state -> state.isRight(tables));
  }

  /** Waits until the watcher has seen all changes so far; returns the current state. */
  public RuleState settle() {
    return await("a state as the kernel lists it", state -> state.byFamily().equals(read()));
  }

  @Override
  public void leave() throws InterruptedException {
    events.close();
    thread.join(Patience.LIMIT.toMillis());
    if (failure.isPresent()) {
      throw new AssertionError("the watcher failed", failure.get());
    }
  }

  @Override
  public synchronized String story() {
    StringBuilder story = new StringBuilder("== what the watcher saw, in microseconds\n");
    long begin = states.getFirst().nanos();
    int first = Math.max(0, states.size() - TOLD);
    for (RuleState state : states.subList(first, states.size())) {
      story.append((state.nanos() - begin) / 1000).append(' ');
      story.append(state.cause().map(RuleEvent::toString).orElse("begins")).append('\n');
    }
    story.append("ipv4 ").append(latest().rules(Family.IPV4)).append('\n');
    story.append("ipv6 ").append(latest().rules(Family.IPV6)).append('\n');
    failure.ifPresent(e -> story.append("then it failed: ").append(e).append('\n'));
    return story.toString();
  }
}
