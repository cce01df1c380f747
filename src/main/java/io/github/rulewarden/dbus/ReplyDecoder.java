package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The daemon's answers as values again. A daemon of another version may answer something else. */
final class ReplyDecoder {
  private ReplyDecoder() {}

  static Status status(Object[] answer) throws ManagerException {
    return status(Fields.of(at(0, answer)));
  }

  /** The status that a whole set of properties tells. */
  static Status status(Fields fields) throws ManagerException {
    List<FamilyStatus> families = new ArrayList<>();
    for (Object element : fields.list("Namespaces")) {
      Fields one = Fields.of(element);
      families.add(
          new FamilyStatus(
              where(one),
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
        texts(fields.list("ConfigFiles")),
        fields.text("ReloadResult"));
  }

  private static ScopeFamily where(Fields one) throws ManagerException {
    return Scope.ofText(one.text("netns")).of(one.word("family", Family.values(), Family::text));
  }

  static List<ListedRule> rules(Object[] answer) throws ManagerException {
    List<ListedRule> rules = new ArrayList<>();
    for (Object element : elements(at(0, answer))) {
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

  static CheckResult examination(Object[] answer) throws ManagerException {
    if (!(at(0, answer) instanceof Boolean isGood)) {
      throw Fields.strange(at(0, answer) + " is neither true nor false");
    }
    List<Finding> findings = new ArrayList<>();
    for (Object element : elements(at(1, answer))) {
      Fields one = Fields.of(element);
      findings.add(
          new Finding(
              where(one),
              one.word("severity", Finding.Severity.values(), Finding.Severity::text),
              one.text("code"),
              one.text("text"),
              one.text("fix")));
    }
    return new CheckResult(isGood, findings);
  }

  static List<HistoryEntry> history(Object[] answer) throws ManagerException {
    List<HistoryEntry> entries = new ArrayList<>();
    for (Object element : elements(at(0, answer))) {
      Fields one = Fields.of(element);
      entries.add(
          new HistoryEntry(
              one.count("time"),
              one.word("kind", HistoryEntry.Kind.values(), HistoryEntry.Kind::text),
              Scope.ofText(one.text("netns")),
              one.text("family").isEmpty()
                  ? Optional.empty()
                  : Optional.of(one.word("family", Family.values(), Family::text)),
              one.text("text"),
              one.text("opponent"),
              one.count("durationUSec"),
              texts(one.list("steps"))));
    }
    return entries;
  }

  static List<String> steps(Object[] answer) throws ManagerException {
    return texts(elements(at(0, answer)));
  }

  static String text(Object[] answer) throws ManagerException {
    if (at(0, answer) instanceof String text) {
      return text;
    }
    throw Fields.strange(String.valueOf(answer[0]));
  }

  static List<String> texts(List<?> elements) {
    List<String> texts = new ArrayList<>();
    for (Object element : elements) {
      texts.add(String.valueOf(element));
    }
    return texts;
  }

  static Object at(int place, Object[] answer) throws ManagerException {
    if (answer.length <= place) {
      throw Fields.strange("an answer of " + answer.length + " values");
    }
    return answer[place];
  }

  private static List<?> elements(Object value) throws ManagerException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw Fields.strange(String.valueOf(value));
  }
}
