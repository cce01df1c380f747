package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.policy.Mode;
import java.util.List;
import java.util.Optional;

/**
 * A call that changes something and makes sense; only whether its caller may is open yet.
 *
 * @param action what polkit knows it by
 * @param effect what it changes, such as {@code Repair changes routing rules}
 */
record PrivilegedCall(Call call, String action, String effect, Work work) {
  static final String REPAIR = Names.SERVICE + ".repair";
  static final String RELOAD = Names.SERVICE + ".reload";
  static final String SET_MODE = Names.SERVICE + ".set-mode";

  /** What is to be done. */
  interface Work {
    /** Does it; what is returned answers the call. */
    List<Value> perform() throws ManagerException;
  }

  /**
   * What a call wants done; empty for one that changes nothing.
   *
   * @throws ErrorReply what to answer at once, whoever calls
   */
  static Optional<PrivilegedCall> of(Call call, Manager manager) throws ErrorReply {
    if (!call.interfaceName().equals(Names.MANAGER)) {
      return Optional.empty();
    }
    return switch (call.member()) {
      case "Repair" ->
          errand(call, REPAIR, "Repair changes routing rules", () -> steps(manager.repair()));
      case "Undo" ->
          errand(call, REPAIR, "Undo changes routing rules", () -> steps(manager.undo()));
      case "Reload" ->
          errand(
              call,
              RELOAD,
              "Reload reads the configuration again",
              () -> {
                manager.reload();
                return List.of();
              });
      case "SetMode" -> {
        call.requireObject();
        Mode mode = mode((String) call.arguments("s")[0]);
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

  /** One without arguments. */
  private static Optional<PrivilegedCall> errand(Call call, String action, String effect, Work work)
      throws ErrorReply {
    call.requireObject();
    call.arguments("");
    return Optional.of(new PrivilegedCall(call, action, effect, work));
  }

  private static List<Value> steps(List<String> steps) {
    return List.of(new Value.Texts(steps));
  }

  private static Mode mode(String word) throws ErrorReply {
    for (Mode mode : Mode.values()) {
      if (mode.text().equals(word)) {
        return mode;
      }
    }
    throw new ErrorReply(
        ErrorReply.INVALID_ARGS, "Mode '" + word + "' is unknown: expected repair or observe.");
  }
}
