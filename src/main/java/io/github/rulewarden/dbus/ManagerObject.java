package io.github.rulewarden.dbus;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Manager;
import io.github.rulewarden.manager.ManagerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What everybody may ask of the object {@code /io/github/rulewarden}. */
final class ManagerObject {
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private final Manager manager;
  private final String version;

  ManagerObject(Manager manager, String version) {
    this.manager = manager;
    this.version = version;
  }

  /** All properties as they are now. */
  Map<String, Value> properties() throws ManagerException {
    return Vocabulary.properties(manager.status(), version);
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
        case Names.MANAGER -> manager(call);
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
        requireManager(call.arguments("s")[0]);
        yield List.of(new Value.Dictionary(properties()));
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
    requireManager(interfaceName);
    Value value = properties().get((String) name);
    if (value == null) {
      throw new ErrorReply(
          ErrorReply.UNKNOWN_PROPERTY,
          "Property '" + name + "' is unknown to " + Names.MANAGER + ".");
    }
    return value;
  }

  /** An empty interface stands for every one. */
  private static void requireManager(Object interfaceName) throws ErrorReply {
    if (!interfaceName.equals(Names.MANAGER) && !interfaceName.equals("")) {
      throw new ErrorReply(
          ErrorReply.UNKNOWN_INTERFACE,
          "Interface '" + interfaceName + "' has no properties: expected " + Names.MANAGER + ".");
    }
  }

  private List<Value> manager(Call call) throws ErrorReply, ManagerException {
    call.requireObject();
    if (!call.member().equals("ListRules")) {
      throw call.unknownMethod();
    }
    Object[] arguments = call.arguments("ss");
    if (!arguments[0].equals("")) {
      throw new ErrorReply(
          ErrorReply.INVALID_ARGS,
          "Namespace '" + arguments[0] + "' is not watched: expected \"\" for the host's.");
    }
    return List.of(new Value.Rules(manager.rules(families((String) arguments[1]))));
  }

  private static Set<Family> families(String word) throws ErrorReply {
    if (word.isEmpty()) {
      return EnumSet.allOf(Family.class);
    }
    for (Family family : Family.values()) {
      if (family.text().equals(word)) {
        return EnumSet.of(family);
      }
    }
    throw new ErrorReply(
        ErrorReply.INVALID_ARGS,
        "Family '" + word + "' is unknown: expected ipv4, ipv6, or \"\" for both.");
  }
}
