package io.github.rulewarden.dbus;

import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Calls to the bus and to polkit that are made on behalf of a caller. The calling threads wait for
 * the replies while the session's thread continues to receive. Such a thread is never interrupted,
 * because that would close the connection that it sends on.
 */
final class PendingCalls {
  /**
   * How a call ended: with a reply, or without one because the connection ended or the caller
   * disconnected.
   */
  private record Outcome(Optional<Message> reply) {}

  private record Pending(Request request, String caller, BlockingQueue<Outcome> outcome) {}

  private final BusConnection connection;
  private final Map<Long, Pending> pendingBySerial = new HashMap<>();
  private boolean isClosed;

  PendingCalls(BusConnection connection) {
    this.connection = connection;
  }

  /**
   * Calls a method and waits for the reply.
   *
   * @param caller the call ends when this caller disconnects from the bus
   * @throws ErrorReply if the reply is an error; NoReply if there is no reply within the timeout
   * @throws IOException if the connection ended or the caller disconnected
   */
  List<Value> call(Request request, String caller, Duration timeout)
      throws IOException, ErrorReply {
    Pending pending = new Pending(request, caller, new ArrayBlockingQueue<>(1));
    long serial = connection.nextSerial();
    add(serial, pending);
    try {
      connection.sendCall(serial, request);
      Optional<Outcome> outcome =
          Optional.ofNullable(pending.outcome().poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
      if (outcome.isEmpty()) {
        throw new ErrorReply(ErrorReply.NO_REPLY, "no reply within " + timeout.toSeconds() + " s");
      }
      return outcome.get().reply().orElseThrow(PendingCalls::abandoned).replyValues();
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    } finally {
      remove(serial);
    }
  }

  /** Calls a method and ignores the reply. */
  void send(Request request) throws IOException {
    connection.sendCall(connection.nextSerial(), request);
  }

  private synchronized void add(long serial, Pending pending) throws IOException {
    if (isClosed) {
      throw abandoned();
    }
    pendingBySerial.put(serial, pending);
  }

  private synchronized void remove(long serial) {
    pendingBySerial.remove(serial);
  }

  private static IOException abandoned() {
    return new IOException("the connection ended, or the caller left the bus");
  }

  /** Completes a call if the message is its reply. */
  synchronized void receive(Message message) {
    Pending pending = pendingBySerial.get(message.replySerial());
    if (pending != null && pending.request().isAnsweredBy(message)) {
      pending.outcome().offer(new Outcome(Optional.of(message)));
    }
  }

  /** Ends the calls of a caller that disconnected from the bus. */
  synchronized void callerLeft(String caller) {
    for (Pending pending : pendingBySerial.values()) {
      if (pending.caller().equals(caller)) {
        pending.outcome().offer(new Outcome(Optional.empty()));
      }
    }
  }

  /** Ends all calls because the connection has ended. */
  synchronized void close() {
    isClosed = true;
    for (Pending pending : pendingBySerial.values()) {
      pending.outcome().offer(new Outcome(Optional.empty()));
    }
  }
}
