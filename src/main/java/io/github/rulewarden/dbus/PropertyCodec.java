package io.github.rulewarden.dbus;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Encodes the daemon's values for Manager1. {@link ReplyDecoder} decodes them. */
final class PropertyCodec {
  private PropertyCodec() {}

  /** The properties of Manager1, in the order of the introspection. */
  static Map<String, Value> properties(Status status, String version) {
    Map<String, Value> all = new LinkedHashMap<>();
    all.put("Version", new Value.Text(version));
    all.put("State", new Value.Text(status.state().text()));
    all.put("Reason", new Value.Text(status.reason()));
    all.put("Mode", new Value.Text(status.mode().text()));
    all.put("Strategy", new Value.Text(status.strategy().text()));
    all.put("Repairs", new Value.Unsigned64(status.repairs()));
    all.put("Inversions", new Value.Unsigned64(status.inversions()));
    all.put("LastRepairUSec", new Value.Unsigned64(status.lastRepairMicros()));
    all.put("LastRepairDurationUSec", new Value.Unsigned64(status.lastRepairDurationMicros()));
    List<Value.Dictionary> families = new ArrayList<>();
    for (FamilyStatus family : status.families()) {
      families.add(family(family));
    }
    all.put("Namespaces", new Value.Dictionaries(families));
    all.put("ConfigFiles", new Value.Texts(status.configFiles()));
    all.put("ReloadResult", new Value.Text(status.reloadResult()));
    return all;
  }

  /** The properties whose value differs between {@code before} and {@code now}. */
  static Map<String, Value> changed(Map<String, Value> before, Map<String, Value> now) {
    Map<String, Value> changed = new LinkedHashMap<>();
    for (Map.Entry<String, Value> property : now.entrySet()) {
      if (!property.getValue().equals(before.get(property.getKey()))) {
        changed.put(property.getKey(), property.getValue());
      }
    }
    return changed;
  }

  static Value.Dictionary rule(ListedRule rule) {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("priority", new Value.Unsigned32(rule.priority()));
    one.put("text", new Value.Text(rule.text()));
    one.put("role", new Value.Text(rule.role().text()));
    one.put("protocol", new Value.Unsigned8(rule.protocol()));
    one.put("since", new Value.Unsigned64(rule.sinceMicros()));
    one.put("family", new Value.Text(rule.family().text()));
    return new Value.Dictionary(one);
  }

  static Value.Dictionary finding(Finding finding) {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("netns", new Value.Text(finding.netns()));
    one.put("family", new Value.Text(finding.family().text()));
    one.put("severity", new Value.Text(finding.severity().text()));
    one.put("code", new Value.Text(finding.code().text()));
    one.put("text", new Value.Text(finding.text()));
    one.put("fix", new Value.Text(finding.fix().text()));
    return new Value.Dictionary(one);
  }

  static Value.Dictionary entry(HistoryEntry entry) {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("time", new Value.Unsigned64(entry.timeMicros()));
    one.put("kind", new Value.Text(entry.kind().text()));
    one.put("netns", new Value.Text(entry.scope().text()));
    one.put("family", new Value.Text(entry.family().map(Family::text).orElse("")));
    one.put("text", new Value.Text(entry.text()));
    one.put("opponent", new Value.Text(entry.opponent()));
    one.put("durationUSec", new Value.Unsigned64(entry.durationMicros()));
    one.put("steps", new Value.Texts(entry.steps()));
    return new Value.Dictionary(one);
  }

  private static Value.Dictionary family(FamilyStatus family) {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("netns", new Value.Text(family.netns()));
    one.put("family", new Value.Text(family.family().text()));
    one.put("state", new Value.Text(family.state().text()));
    one.put("reason", new Value.Text(family.reason()));
    one.put("repairs", new Value.Unsigned64(family.repairs()));
    one.put("inversions", new Value.Unsigned64(family.inversions()));
    return new Value.Dictionary(one);
  }
}
