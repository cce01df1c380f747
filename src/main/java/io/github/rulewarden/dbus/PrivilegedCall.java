package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.policy.Mode;
import java.util.List;
import java.util.Optional;

/**
 * A valid call that changes something. Only the authorization of its caller is not checked yet.
 *
 * @param action the id of the action for polkit
 * @param effect what the call changes, such as {@code Repair changes routing rules}
 */
record PrivilegedCall(Call call, String action, String effect, Work work) {
  static final String REPAIR = Names.SERVICE + ".repair";
  static final String RELOAD = Names.SERVICE + ".reload";
  static final String SET_MODE = Names.SERVICE + ".set-mode";

  /** The change itself. */
  interface Work {
    /** Makes the change and returns the values of the reply. */
    List<Value> perform() throws ManagerException;
  }

  /**
   * The change that a call requests; empty for a call that changes nothing.
   *
   * @throws ErrorReply if the call is invalid, whatever the caller may do
   */
  static Optional<PrivilegedCall> of(Call call, Manager manager) throws ErrorReply {
    if (!call.interfaceName().equals(Names.MANAGER)) {
      return Optional.empty();
    }
    return switch (call.member()) {
      case "Repair" ->
          withoutArguments(
              call, REPAIR, "Repair changes routing rules", () -> steps(manager.repair()));
      case "Undo" ->
          withoutArguments(call, REPAIR, "Undo changes routing rules", () -> steps(manager.undo()));
      case "Reload" ->
          withoutArguments(
              call,
              RELOAD,
              "Reload reads the configuration again",
              () -> {
                manager.reload();
                return List.of();
              });
      case "SetMode" -> {
        call.requireObject();
        Mode mode = mode(call.argument("s").toString());
        yield Optional.of(
            new PrivilegedCall(
                call,
                SET_MODE,
                "SetMode changes what Rulewarden may do",
                () -> {
                  manager.setMode(mode);
                  return List.of();
                }));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<PrivilegedCall> withoutArguments(
      Call call, String action, String effect, Work work) throws ErrorReply {
    call.requireObject();
    call.requireNoArguments();
    return Optional.of(new PrivilegedCall(call, action, effect, work));
  }

  private static List<Value> steps(List<String> steps) {
    return List.of(new Value.Texts(steps));
  }

  private static Mode mode(String text) throws ErrorReply {
    for (Mode mode : Mode.values()) {
      if (mode.text().equals(text)) {
        return mode;
      }
    }
    throw new ErrorReply(
        ErrorReply.INVALID_ARGS, "Mode '" + text + "' is unknown: expected repair or observe.");
  }
}
