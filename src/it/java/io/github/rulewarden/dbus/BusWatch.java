package io.github.rulewarden.dbus;

import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A listener on the bus that waits for names, connections and signals. */
final class BusWatch implements AutoCloseable {
  private final BusConnection connection = new BusConnection(1 << 20);

  BusWatch(String address) throws Exception {
    connection.connect(new BusAddress(address).socket());
    addMatch("type='signal',member='NameOwnerChanged'");
    addMatch("type='signal',sender='" + Names.SERVICE + "'");
  }

  /** Waits until the service's name has an owner. */
  void awaitOwner() throws Exception {
    if (call("NameHasOwner", new Value.Text(Names.SERVICE))
        .getFirst()
        .equals(new Value.Bool(false))) {
      awaitChange(Names.SERVICE);
    }
  }

  /** Waits until that many connections were made to the bus. */
  void awaitConnections(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      awaitChange(":");
    }
  }

  /** Waits until a name with this prefix gets an owner. */
  private void awaitChange(String prefix) throws Exception {
    while (true) {
      Message message = connection.receive();
      if ("NameOwnerChanged".equals(message.name())) {
        List<Value> change = message.values();
        if (change.get(0).toString().startsWith(prefix)
            && !change.get(2).equals(new Value.Text(""))) {
          return;
        }
      }
    }
  }

  /** The next {@code count} signals of the service, each as its name and values. */
  List<String> signals(int count) throws Exception {
    List<String> signals = new ArrayList<>();
    while (signals.size() < count) {
      Message message = connection.receive();
      if (message.kind() == Message.Kind.SIGNAL && Names.PATH.equals(message.path())) {
        signals.add(message.name() + message.values());
      }
    }
    return signals;
  }

  /** Waits for a signal of this name to this listener; its values. */
  String awaitSignal(String member) throws Exception {
    while (true) {
      Message message = connection.receive();
      if (message.kind() == Message.Kind.SIGNAL && member.equals(message.name())) {
        return message.values().toString();
      }
    }
  }

  /** The current value of a property. */
  Value property(String name) throws Exception {
    Request get =
        ManagerClient.request(
            StandardNames.PROPERTIES, "Get", new Value.Text(Names.MANAGER), new Value.Text(name));
    return ((Value.Variant) connection.call(get).getFirst()).value();
  }

  /** Takes the service's name before the service does. */
  void takeName() throws Exception {
    takeName(Names.SERVICE);
  }

  /** Takes a name that has no owner. */
  void takeName(String name) throws Exception {
    call("RequestName", new Value.Text(name), new Value.Unsigned32(0));
  }

  private void addMatch(String rule) throws Exception {
    call("AddMatch", new Value.Text(rule));
  }

  private List<Value> call(String member, Value... arguments) throws Exception {
    return connection.call(Request.toBus(member, arguments));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
