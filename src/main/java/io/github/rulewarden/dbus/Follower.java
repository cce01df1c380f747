package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;

/**
 * Listens to one daemon for as long as it has its name. It subscribes first and reads the status
 * then, so that no change is missed; what came in between is told after it.
 */
final class Follower {
  private static final String SIGNALS =
      "type='signal',sender='" + Names.SERVICE + "',path='" + Names.PATH + "'";

  private static final String DEPARTURE =
      "type='signal',sender='"
          + Names.BUS
          + "',member='NameOwnerChanged',arg0='"
          + Names.SERVICE
          + "'";

  private final BusConnection connection;
  private final StatusListener listener;
  private final String owner;
  private final Queue<Message> early = new ArrayDeque<>();
  private final Map<Object, Object> properties = new HashMap<>();

  private Follower(BusConnection connection, StatusListener listener, String owner) {
    this.connection = connection;
    this.listener = listener;
    this.owner = owner;
  }

  /** Subscribes, and reads how things stand. */
  static Follower begin(BusConnection connection, StatusListener listener)
      throws IOException, ErrorReply, ManagerException {
    connection.call(Request.toBus("AddMatch", new Value.Text(DEPARTURE)));
    connection.call(Request.toBus("AddMatch", new Value.Text(SIGNALS)));
    Request whoIsIt = Request.toBus("GetNameOwner", new Value.Text(Names.SERVICE));
    String owner = ReplyDecoder.text(connection.call(whoIsIt));
    Follower follower = new Follower(connection, listener, owner);
    follower.readStatus();
    return follower;
  }

  private void readStatus() throws IOException, ErrorReply, ManagerException {
    Request request = ManagerClient.STATUS.to(owner);
    long serial = connection.nextSerial();
    connection.sendCall(serial, request);
    Message message = connection.receive();
    while (!request.isAnsweredBy(message) || message.getReplySerial() != serial) {
      early.add(message);
      message = connection.receive();
    }
    properties.putAll(Fields.of(ReplyDecoder.at(0, BusConnection.values(message))).entries());
  }

  /** Tells the listener everything; returns only by an exception, when there is no more to tell. */
  void follow() throws IOException, ManagerException {
    listener.report(status(), List.of());
    while (true) {
      Message message = early.isEmpty() ? connection.receive() : early.remove();
      if (message instanceof DBusSignal signal) {
        take(signal);
      }
    }
  }

  private Status status() throws ManagerException {
    return ReplyDecoder.status(new Fields(properties));
  }

  /** Everybody may send us a signal; the bus says who did. */
  private void take(DBusSignal signal) throws IOException, ManagerException {
    if (Names.BUS.equals(signal.getSource())) {
      if (signal.getName().equals("NameOwnerChanged")
          && Names.SERVICE.equals(ReplyDecoder.at(0, values(signal)))) {
        throw new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon has gone.");
      }
    } else if (owner.equals(signal.getSource())) {
      if (Names.PROPERTIES.equals(signal.getInterface())) {
        properties.putAll(Fields.of(ReplyDecoder.at(1, values(signal))).entries());
        listener.report(status(), List.of());
      } else {
        Optional<Event> event = Signals.event(signal.getName(), values(signal));
        if (event.isPresent()) {
          listener.report(status(), List.of(event.get()));
        }
      }
    }
  }

  private static Object[] values(DBusSignal signal) throws IOException {
    try {
      return signal.getParameters();
    } catch (DBusException | RuntimeException malformed) {
      throw new IOException("a signal makes no sense: " + malformed, malformed);
    }
  }
}
