package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.freedesktop.dbus.types.UInt32;

/** The methods of Manager1 that change nothing and are open to everybody. */
final class ReadingMethods {
  private final Manager manager;

  ReadingMethods(Manager manager) {
    this.manager = manager;
  }

  List<Value> answer(Call call) throws ErrorReply, ManagerException {
    return switch (call.member()) {
      case "ListRules" -> {
        Object[] arguments = call.arguments("ss");
        Scope scope = Scope.ofText((String) arguments[0]);
        Set<Family> families = families((String) arguments[1]);
        yield List.of(new Value.Each<>(manager.rules(scope, families), PropertyCodec::rule));
      }
      case "Check" -> {
        call.arguments("");
        CheckResult examination = manager.check();
        yield List.of(
            new Value.Truth(examination.isGood()),
            new Value.Each<>(examination.findings(), PropertyCodec::finding));
      }
      case "Plan" -> {
        call.arguments("");
        yield List.of(new Value.Texts(manager.plan()));
      }
      case "History" -> {
        int most = atMost((UInt32) call.arguments("u")[0]);
        yield List.of(new Value.Each<>(manager.history(most), PropertyCodec::entry));
      }
      case "Metrics" -> {
        call.arguments("");
        yield List.of(new Value.Text(manager.metrics()));
      }
      default -> throw call.unknownMethod();
    };
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

  /** Nobody keeps more than an int can count. */
  private static int atMost(UInt32 number) {
    return (int) Math.min(number.longValue(), Integer.MAX_VALUE);
  }
}
