package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The methods of the object {@code /io/github/rulewarden} that every user may call. */
final class ManagerObject {
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private final Manager manager;
  private final ReadingMethods methods;
  private final String version;

  ManagerObject(Manager manager, String version) {
    this.manager = manager;
    this.methods = new ReadingMethods(manager);
    this.version = version;
  }

  /** The current values of all properties. */
  Map<String, Value> properties() throws ManagerException {
    return PropertyCodec.properties(manager.status(), version);
  }

  /**
   * Answers a call that needs no authorization.
   *
   * @throws ErrorReply if the reply is an error
   */
  List<Value> answer(Call call) throws ErrorReply {
    try {
      return switch (call.interfaceName()) {
        case StandardNames.PEER -> peer(call);
        case StandardNames.INTROSPECTABLE -> introspectable(call);
        case StandardNames.PROPERTIES -> properties(call);
        case Names.MANAGER -> {
          call.requireObject();
          yield methods.answer(call);
        }
        default ->
            throw new ErrorReply(
                ErrorReply.UNKNOWN_INTERFACE,
                "Interface '"
                    + call.interfaceName()
                    + "' is unknown: expected "
                    + Names.MANAGER
                    + ".");
      };
    } catch (ManagerException failure) {
      throw ManagerErrors.encode(failure);
    }
  }

  private static List<Value> peer(Call call) throws ErrorReply {
    switch (call.member()) {
      case "Ping" -> {
        call.requireNoArguments();
        return List.of();
      }
      case "GetMachineId" -> {
        call.requireNoArguments();
        try {
          return List.of(new Value.Text(Files.readString(MACHINE_ID).strip()));
        } catch (IOException missing) {
          throw new ErrorReply(
              ErrorReply.FAILED, "This machine has no readable " + MACHINE_ID + ".");
        }
      }
      default -> throw call.unknownMethod();
    }
  }

  private static List<Value> introspectable(Call call) throws ErrorReply {
    if (!call.member().equals("Introspect")) {
      throw call.unknownMethod();
    }
    call.requireNoArguments();
    if (!Introspection.knows(call.path())) {
      throw call.unknownObject();
    }
    return List.of(new Value.Text(Introspection.of(call.path())));
  }

  private List<Value> properties(Call call) throws ErrorReply, ManagerException {
    call.requireObject();
    return switch (call.member()) {
      case "Get" -> {
        List<Value> arguments = call.arguments("ss");
        yield List.of(new Value.Variant(property(arguments)));
      }
      case "GetAll" -> {
        boolean isManager = isManager(call.argument("s").toString());
        yield List.of(new Value.Dictionary(isManager ? properties() : Map.of()));
      }
      case "Set" -> {
        List<Value> arguments = call.arguments("ssv");
        property(arguments);
        throw new ErrorReply(
            ErrorReply.PROPERTY_READ_ONLY, "Property '" + arguments.get(1) + "' cannot be set.");
      }
      default -> throw call.unknownMethod();
    };
  }

  /** The value of a property, given the interface and the name. */
  private Value property(List<Value> arguments) throws ErrorReply, ManagerException {
    String interfaceName = arguments.get(0).toString();
    String name = arguments.get(1).toString();
    Map<String, Value> properties = isManager(interfaceName) ? properties() : Map.of();
    if (!properties.containsKey(name)) {
      throw new ErrorReply(
          ErrorReply.UNKNOWN_PROPERTY,
          "Property '" + name + "' is unknown to " + interfaceName + ".");
    }
    return properties.get(name);
  }

  /**
   * Whether this is the interface that has properties; an empty name means all interfaces. The
   * standard interfaces are known and have no properties: tools that read the properties of every
   * interface rely on that.
   */
  private static boolean isManager(String interfaceName) throws ErrorReply {
    return switch (interfaceName) {
      case Names.MANAGER, "" -> true;
      case StandardNames.PEER, StandardNames.INTROSPECTABLE, StandardNames.PROPERTIES -> false;
      default ->
          throw new ErrorReply(
              ErrorReply.UNKNOWN_INTERFACE,
              "Interface '" + interfaceName + "' is unknown: expected " + Names.MANAGER + ".");
    };
  }
}
