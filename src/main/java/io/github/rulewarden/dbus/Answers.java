package io.github.rulewarden.dbus;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.ListedRule;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Strategy;
import java.util.ArrayList;
import java.util.List;

/** The daemon's answers as values again. A daemon of another version may answer something else. */
final class Answers {
  private Answers() {}

  static Status status(Object[] answer) throws ManagerException {
    Fields fields = Fields.of(first(answer));
    List<FamilyStatus> families = new ArrayList<>();
    for (Object element : fields.list("Namespaces")) {
      Fields one = Fields.of(element);
      families.add(
          new FamilyStatus(
              one.text("netns"),
              one.word("family", Family.values(), Family::text),
              one.word("state", State.values(), State::text),
              one.text("reason"),
              one.count("repairs"),
              one.count("inversions")));
    }
    return new Status(
        fields.word("State", State.values(), State::text),
        fields.text("Reason"),
        fields.word("Mode", Mode.values(), Mode::text),
        fields.word("Strategy", Strategy.values(), Strategy::text),
        fields.count("Repairs"),
        fields.count("Inversions"),
        fields.count("LastRepairUSec"),
        fields.count("LastRepairDurationUSec"),
        families,
        List.of(),
        "");
  }

  static List<ListedRule> rules(Object[] answer) throws ManagerException {
    List<ListedRule> rules = new ArrayList<>();
    for (Object element : elements(first(answer))) {
      Fields one = Fields.of(element);
      rules.add(
          new ListedRule(
              one.word("family", Family.values(), Family::text),
              one.count("priority"),
              one.text("text"),
              one.word("role", Role.values(), Role::text),
              (int) one.count("protocol") & 0xff,
              one.count("since")));
    }
    return rules;
  }

  static List<String> steps(Object[] answer) throws ManagerException {
    List<String> steps = new ArrayList<>();
    for (Object step : elements(first(answer))) {
      steps.add(String.valueOf(step));
    }
    return steps;
  }

  private static Object first(Object[] answer) throws ManagerException {
    if (answer.length == 0) {
      throw Fields.strange("an empty answer");
    }
    return answer[0];
  }

  private static List<?> elements(Object value) throws ManagerException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw Fields.strange(String.valueOf(value));
  }
}
