package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Subscribes to the daemon's signals and reports its status and events, until the daemon loses its
 * name. It subscribes before it reads the status, so that no change is missed; changes in between
 * are reported after the status.
 */
final class SignalSubscription {
  private static final String SIGNALS =
      "type='signal',sender='" + Names.SERVICE + "',path='" + Names.PATH + "'";

  private static final String DEPARTURE =
      "type='signal',sender='"
          + StandardNames.BUS
          + "',member='NameOwnerChanged',arg0='"
          + Names.SERVICE
          + "'";

  private final BusConnection connection;
  private final StatusListener listener;
  private final String owner;
  private final Queue<Message> early = new ArrayDeque<>();
  private final Map<String, Value> properties = new HashMap<>();

  private SignalSubscription(BusConnection connection, StatusListener listener, String owner) {
    this.connection = connection;
    this.listener = listener;
    this.owner = owner;
  }

  /** Subscribes and reads the status. */
  static SignalSubscription start(BusConnection connection, StatusListener listener)
      throws IOException, ErrorReply, ManagerException {
    connection.call(Request.toBus("AddMatch", new Value.Text(DEPARTURE)));
    connection.call(Request.toBus("AddMatch", new Value.Text(SIGNALS)));
    Request getOwner = Request.toBus("GetNameOwner", new Value.Text(Names.SERVICE));
    String owner = ReplyDecoder.text(connection.call(getOwner));
    SignalSubscription follower = new SignalSubscription(connection, listener, owner);
    follower.update(0, connection.call(ManagerClient.STATUS.to(owner), follower.early::add));
    return follower;
  }

  /** Reports all changes. It ends only by an exception, when the daemon or the bus has stopped. */
  void follow() throws IOException, ManagerException {
    listener.report(status(), List.of());
    while (true) {
      Message message = early.isEmpty() ? connection.receive() : early.remove();
      if (message.kind() == Message.Kind.SIGNAL) {
        receive(message);
      }
    }
  }

  private void update(int index, List<Value> values) throws ManagerException {
    properties.putAll(ReplyDecoder.fields(index, values).entries());
  }

  private Status status() throws ManagerException {
    return ReplyDecoder.status(new Fields(properties));
  }

  /**
   * Every user of the bus can send signals to this connection, so the sender is checked: the bus
   * sets it.
   */
  private void receive(Message signal) throws IOException, ManagerException {
    if (StandardNames.BUS.equals(signal.sender())) {
      if (signal.name().equals("NameOwnerChanged")
          && Names.SERVICE.equals(ReplyDecoder.text(signal.values()))) {
        throw new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon has stopped.");
      }
    } else if (owner.equals(signal.sender())) {
      if (StandardNames.PROPERTIES.equals(signal.interfaceName())) {
        update(1, signal.values());
        listener.report(status(), List.of());
      } else {
        Optional<Event> event = Signals.event(signal.name(), signal.values());
        if (event.isPresent()) {
          listener.report(status(), List.of(event.get()));
        }
      }
    }
  }
}
