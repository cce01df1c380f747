package io.github.rulewarden.kernel.process;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.MessageTypes;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket that receives the events of a test. */
final class EventLine implements Transport {
  private final BlockingQueue<Reception> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger receptions = new AtomicInteger();

  /** A process with this port id changes a rule. */
  void changeBy(int portId) {
    Frame event = new Frame(MessageTypes.NEW_RULE, 0, 0, portId, Bytes.EMPTY);
    tell(new Reception.Datagram(Frame.encode(List.of(event))));
  }

  void overrun() {
    tell(new Reception.Overrun());
  }

  private void tell(Reception reception) {
    sent.incrementAndGet();
    queue.add(reception);
  }

  /** Waits until the receiver has processed all events and receives again. */
  void awaitAllReceived() {
    while (receptions.get() <= sent.get()) {
      Thread.onSpinWait(); // The test's time limit ends it.
    }
  }

  @Override
  public Reception receive(long timeoutNanos) {
    receptions.incrementAndGet();
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public int portId() {
    return 0;
  }

  @Override
  public void send(Bytes datagram) {
    throw new AssertionError("nobody listens");
  }

  @Override
  public void close() {
    queue.add(new Reception.Closed());
  }
}
