package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The methods of Manager1 that change nothing and that every user may call. */
final class ReadingMethods {
  private final Manager manager;

  ReadingMethods(Manager manager) {
    this.manager = manager;
  }

  List<Value> answer(Call call) throws ErrorReply, ManagerException {
    return switch (call.member()) {
      case "ListRules" -> {
        List<Value> arguments = call.arguments("ss");
        Scope scope = Scope.ofText(arguments.get(0).toString());
        Set<Family> families = families(arguments.get(1).toString());
        yield List.of(
            new Value.LazyDictionaries<>(manager.rules(scope, families), PropertyCodec::rule));
      }
      case "Check" -> {
        call.requireNoArguments();
        CheckResult result = manager.check();
        yield List.of(
            new Value.Bool(result.isGood()),
            new Value.LazyDictionaries<>(result.findings(), PropertyCodec::finding));
      }
      case "Plan" -> {
        call.requireNoArguments();
        yield List.of(new Value.Texts(manager.plan()));
      }
      case "History" -> {
        int max = toInt((Value.Unsigned32) call.argument("u"));
        yield List.of(new Value.LazyDictionaries<>(manager.history(max), PropertyCodec::entry));
      }
      case "Metrics" -> {
        call.requireNoArguments();
        yield List.of(new Value.Text(manager.metrics()));
      }
      default -> throw call.unknownMethod();
    };
  }

  private static Set<Family> families(String text) throws ErrorReply {
    if (text.isEmpty()) {
      return EnumSet.allOf(Family.class);
    }
    for (Family family : Family.values()) {
      if (family.text().equals(text)) {
        return EnumSet.of(family);
      }
    }
    throw new ErrorReply(
        ErrorReply.INVALID_ARGS,
        "Family '" + text + "' is unknown: expected ipv4, ipv6, or \"\" for both.");
  }

  /** The history is never longer than an int can count. */
  private static int toInt(Value.Unsigned32 max) {
    return (int) Math.min(max.number(), Integer.MAX_VALUE);
  }
}
