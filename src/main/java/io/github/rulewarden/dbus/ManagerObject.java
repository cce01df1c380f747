package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What everybody may ask of the object {@code /io/github/rulewarden}. */
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

  /** All properties as they are now. */
  Map<String, Value> properties() throws ManagerException {
    return PropertyCodec.properties(manager.status(), version);
  }

  /**
   * Answers a call that needs no permission.
   *
   * @throws ErrorReply what to answer instead
   */
  List<Value> answer(Call call) throws ErrorReply {
    try {
      return switch (call.interfaceName()) {
        case Names.PEER -> peer(call);
        case Names.INTROSPECTABLE -> introspectable(call);
        case Names.PROPERTIES -> properties(call);
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
      throw ErrorReply.of(failure);
    }
  }

  private static List<Value> peer(Call call) throws ErrorReply {
    switch (call.member()) {
      case "Ping" -> {
        call.arguments("");
        return List.of();
      }
      case "GetMachineId" -> {
        call.arguments("");
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
    call.arguments("");
    if (!Introspection.knows(call.path())) {
      throw call.unknownObject();
    }
    return List.of(new Value.Text(Introspection.of(call.path())));
  }

  private List<Value> properties(Call call) throws ErrorReply, ManagerException {
    call.requireObject();
    return switch (call.member()) {
      case "Get" -> {
        Object[] arguments = call.arguments("ss");
        yield List.of(new Value.Variant(property(arguments[0], arguments[1])));
      }
      case "GetAll" -> {
        boolean isManager = isManager(call.arguments("s")[0]);
        yield List.of(new Value.Dictionary(isManager ? properties() : Map.of()));
      }
      case "Set" -> {
        Object[] arguments = call.arguments("ssv");
        property(arguments[0], arguments[1]);
        throw new ErrorReply(
            ErrorReply.PROPERTY_READ_ONLY, "Property '" + arguments[1] + "' cannot be set.");
      }
      default -> throw call.unknownMethod();
    };
  }

  private Value property(Object interfaceName, Object name) throws ErrorReply, ManagerException {
    Value value = isManager(interfaceName) ? properties().get((String) name) : null;
    if (value == null) {
      throw new ErrorReply(
          ErrorReply.UNKNOWN_PROPERTY,
          "Property '" + name + "' is unknown to " + interfaceName + ".");
    }
    return value;
  }

  /**
   * Whether it is the interface that has properties; an empty one stands for every one. The
   * standard ones are known and have none, which tools rely on that ask for everything.
   */
  private static boolean isManager(Object interfaceName) throws ErrorReply {
    return switch ((String) interfaceName) {
      case Names.MANAGER, "" -> true;
      case Names.PEER, Names.INTROSPECTABLE, Names.PROPERTIES -> false;
      default ->
          throw new ErrorReply(
              ErrorReply.UNKNOWN_INTERFACE,
              "Interface '" + interfaceName + "' is unknown: expected " + Names.MANAGER + ".");
    };
  }
}
