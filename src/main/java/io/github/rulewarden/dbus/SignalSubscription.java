package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.SignalListener;
import io.github.rulewarden.api.Status;
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
 * Reports the status and the signals of one daemon while it owns its name. Subscribes first and
 * reads the status afterwards, so that no change is missed; changes in between are reported after
 * the status.
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
  private final SignalListener listener;
  private final String owner;
  private final Queue<Message> early = new ArrayDeque<>();
  private final Map<String, Value> properties = new HashMap<>();

  private SignalSubscription(BusConnection connection, SignalListener listener, String owner) {
    this.connection = connection;
    this.listener = listener;
    this.owner = owner;
  }

  /** Subscribes and reads the status. */
  static SignalSubscription start(BusConnection connection, SignalListener listener)
      throws IOException, ErrorReply, ManagerException {
    connection.call(Request.toBus("AddMatch", new Value.Text(DEPARTURE)));
    connection.call(Request.toBus("AddMatch", new Value.Text(SIGNALS)));
    Request getOwner = Request.toBus("GetNameOwner", new Value.Text(Names.SERVICE));
    String owner = ReplyDecoder.text(connection.call(getOwner));
    SignalSubscription subscription = new SignalSubscription(connection, listener, owner);
    subscription.update(
        0, connection.call(ManagerClient.STATUS.to(owner), subscription.early::add));
    return subscription;
  }

  /** Reports all changes. It ends only by an exception, when the daemon or the bus has stopped. */
  void follow() throws IOException, ManagerException {
    listener.report(status(), Optional.empty());
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
        listener.report(status(), Optional.empty());
      } else {
        Optional<Signal> received = Signals.decode(signal.name(), signal.values());
        if (received.isPresent()) {
          listener.report(status(), received);
        }
      }
    }
  }
}
