package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.kernel.warmup.ModelKernel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The sockets that receive one kind of event. */
final class Subscribers {
  private final FaultPlan faults;
  private final List<FakeSocket> sockets = new ArrayList<>();
  private final List<Arrival> delayed = new ArrayList<>();

  Subscribers(FaultPlan faults) {
    this.faults = faults;
  }

  void add(FakeSocket socket) {
    sockets.add(socket);
  }

  void remove(FakeSocket socket) {
    sockets.remove(socket);
  }

  /** Delivers an event after the next one. */
  void delay(Arrival event) {
    delayed.add(event);
  }

  /**
   * Notifies the sockets of a changed rule.
   *
   * @param sequence of the request; 0 for another process
   */
  void notify(Change change, int sequence) {
    int type =
        switch (change.kind()) {
          case ADDED -> MessageTypes.NEW_RULE;
          case DELETED -> MessageTypes.DELETE_RULE;
        };
    Bytes payload = RuleCodec.encode(change.rule()).encode();
    notify(new Frame(type, 0, sequence, change.author(), payload));
  }

  /** Notifies the sockets of a link. */
  void notify(int type, Link link) {
    notify(new Frame(type, 0, 0, 0, ModelKernel.message(link)));
  }

  private void notify(Frame event) {
    Message message = Message.of(event);
    Message named = new Message(message.family(), "event " + message.text());
    List<Arrival> arrivals = new ArrayList<>();
    Optional<FaultEffect> effect = faults.next(named, new HashSet<>());
    if (effect.isPresent() && effect.get() instanceof FaultEffect.OnEvent fault) {
      arrivals.addAll(fault.deliver(this, Arrival.of(event)));
    } else {
      arrivals.add(Arrival.of(event));
      arrivals.addAll(delayed);
      delayed.clear();
    }
    for (FakeSocket socket : sockets) {
      socket.queue(arrivals);
    }
  }
}
