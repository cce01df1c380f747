package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Fix;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.classify.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the daemon's replies. A daemon of another version can send other values. */
final class ReplyDecoder {
  private ReplyDecoder() {}

  static Status status(List<Value> reply) throws ManagerException {
    return status(fields(0, reply));
  }

  /** The status, from all properties of Manager1. */
  static Status status(Fields properties) throws ManagerException {
    List<FamilyStatus> families = new ArrayList<>();
    for (Value.Dictionary element : properties.dictionaries("Namespaces")) {
      Fields family = new Fields(element.entries());
      families.add(
          new FamilyStatus(
              scopeFamily(family),
              family.oneOf(State.values(), State::text, "state"),
              family.text("reason"),
              family.number("repairs"),
              family.number("inversions")));
    }
    return new Status(
        properties.oneOf(State.values(), State::text, "State"),
        properties.text("Reason"),
        properties.oneOf(Mode.values(), Mode::text, "Mode"),
        properties.oneOf(Strategy.values(), Strategy::text, "Strategy"),
        properties.number("Repairs"),
        properties.number("Inversions"),
        properties.number("LastRepairUSec"),
        properties.number("LastRepairDurationUSec"),
        families,
        properties.texts("ConfigFiles"),
        properties.text("ReloadResult"));
  }

  private static ScopeFamily scopeFamily(Fields fields) throws ManagerException {
    return Scope.ofText(fields.text("netns")).of(family(fields));
  }

  private static Family family(Fields fields) throws ManagerException {
    return fields.oneOf(Family.values(), Family::text, "family");
  }

  static List<ListedRule> rules(List<Value> reply) throws ManagerException {
    List<ListedRule> rules = new ArrayList<>();
    for (Value.Dictionary element : dictionaries(0, reply)) {
      Fields rule = new Fields(element.entries());
      rules.add(
          new ListedRule(
              family(rule),
              rule.number("priority"),
              rule.text("text"),
              rule.oneOf(Role.values(), Role::text, "role"),
              (int) rule.number("protocol"),
              rule.number("since")));
    }
    return rules;
  }

  static CheckResult checkResult(List<Value> reply) throws ManagerException {
    if (!(at(0, reply) instanceof Value.Bool isGood)) {
      throw Fields.unexpected(at(0, reply) + " is neither true nor false");
    }
    List<Finding> findings = new ArrayList<>();
    for (Value.Dictionary element : dictionaries(1, reply)) {
      Fields finding = new Fields(element.entries());
      findings.add(
          new Finding(
              scopeFamily(finding),
              finding.oneOf(Finding.Severity.values(), Finding.Severity::text, "severity"),
              Finding.Code.ofText(finding.text("code")),
              finding.text("text"),
              fix(finding.text("fix"))));
    }
    return new CheckResult(isGood.isTrue(), findings);
  }

  /** The bus does not distinguish commands from advice. */
  private static Fix fix(String text) {
    return text.isEmpty() ? new Fix.None() : new Fix.Advice(text);
  }

  static List<HistoryEntry> history(List<Value> reply) throws ManagerException {
    List<HistoryEntry> entries = new ArrayList<>();
    for (Value.Dictionary element : dictionaries(0, reply)) {
      Fields entry = new Fields(element.entries());
      entries.add(
          new HistoryEntry(
              entry.number("time"),
              entry.oneOf(HistoryEntry.Kind.values(), HistoryEntry.Kind::text, "kind"),
              Scope.ofText(entry.text("netns")),
              entry.text("family").isEmpty() ? Optional.empty() : Optional.of(family(entry)),
              entry.text("text"),
              entry.text("opponent"),
              entry.number("durationUSec"),
              entry.texts("steps")));
    }
    return entries;
  }

  static List<String> steps(List<Value> reply) throws ManagerException {
    if (at(0, reply) instanceof Value.Texts steps) {
      return steps.texts();
    }
    throw Fields.unexpected(at(0, reply).toString());
  }

  static String text(List<Value> reply) throws ManagerException {
    if (at(0, reply) instanceof Value.Text text) {
      return text.text();
    }
    throw Fields.unexpected(at(0, reply).toString());
  }

  /** The dictionary at an index of the values. */
  static Fields fields(int index, List<Value> values) throws ManagerException {
    if (at(index, values) instanceof Value.Dictionary dictionary) {
      return new Fields(dictionary.entries());
    }
    throw Fields.unexpected(at(index, values).toString());
  }

  private static List<Value.Dictionary> dictionaries(int index, List<Value> values)
      throws ManagerException {
    if (at(index, values) instanceof Value.Dictionaries dictionaries) {
      return dictionaries.elements();
    }
    throw Fields.unexpected(at(index, values).toString());
  }

  private static Value at(int index, List<Value> values) throws ManagerException {
    if (values.size() <= index) {
      throw Fields.unexpected("a reply of " + values.size() + " values");
    }
    return values.get(index);
  }
}
