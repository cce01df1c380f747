package io.github.rulewarden.dbus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.types.Variant;

/** A listener on the bus that awaits who comes, who goes and what is said. */
final class BusWatch implements AutoCloseable {
  private final BusConnection connection = new BusConnection(1 << 20);

  BusWatch(String address) throws Exception {
    connection.connect(new BusAddress(address));
    addMatch("type='signal',member='NameOwnerChanged'");
    addMatch("type='signal',sender='" + Names.SERVICE + "'");
  }

  /** Waits until somebody has the service's name. */
  void awaitOwner() throws Exception {
    if (ask("NameHasOwner", new Value.Text(Names.SERVICE))[0].equals(false)) {
      awaitChange(Names.SERVICE);
    }
  }

  /** Waits until that many connections were made to the bus. */
  void awaitConnections(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      awaitChange(":");
    }
  }

  /** Waits until a name that begins so is taken. */
  private void awaitChange(String prefix) throws Exception {
    while (true) {
      Message message = connection.receive();
      if ("NameOwnerChanged".equals(message.getName())) {
        Object[] change = message.getParameters();
        if (change[0].toString().startsWith(prefix) && !change[2].equals("")) {
          return;
        }
      }
    }
  }

  /** The next {@code count} signals of the service, each as its name and values. */
  List<String> signals(int count) throws Exception {
    List<String> signals = new ArrayList<>();
    while (signals.size() < count) {
      if (connection.receive() instanceof DBusSignal signal
          && Names.PATH.equals(signal.getPath())) {
        signals.add(signal.getName() + List.of(signal.getParameters()));
      }
    }
    return signals;
  }

  /** Waits for a signal of this name to this listener; its values. */
  String awaitSignal(String member) throws Exception {
    while (true) {
      Message message = connection.receive();
      if (message instanceof DBusSignal && member.equals(message.getName())) {
        return Arrays.toString(message.getParameters());
      }
    }
  }

  /** What a property is now. */
  Object property(String name) throws Exception {
    Request get =
        Request.toDaemon(
            Names.PROPERTIES, "Get", new Value.Text(Names.MANAGER), new Value.Text(name));
    return ((Variant<?>) connection.call(get)[0]).getValue();
  }

  /** Takes the service's name before the service does. */
  void takeName() throws Exception {
    takeName(Names.SERVICE);
  }

  /** Takes a name that nobody has. */
  void takeName(String name) throws Exception {
    ask("RequestName", new Value.Text(name), new Value.Unsigned32(0));
  }

  private void addMatch(String rule) throws Exception {
    ask("AddMatch", new Value.Text(rule));
  }

  private Object[] ask(String member, Value... arguments) throws Exception {
    return connection.call(Request.toBus(member, arguments));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
