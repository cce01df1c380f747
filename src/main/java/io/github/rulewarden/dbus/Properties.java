package io.github.rulewarden.dbus;

import io.github.rulewarden.daemon.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.freedesktop.dbus.types.Variant;

/** Manager1's properties: a name and a value each, in the order of the introspection. */
final class Properties {
  private Properties() {}

  static Map<String, Variant<?>> of(Status status, String version) {
    Map<String, Variant<?>> all = new LinkedHashMap<>();
    all.put("Version", Dictionaries.text(version));
    all.put("State", Dictionaries.text(status.state().text()));
    all.put("Reason", Dictionaries.text(status.reason()));
    all.put("Mode", Dictionaries.text(status.mode().text()));
    all.put("Strategy", Dictionaries.text(status.strategy().text()));
    all.put("Repairs", Dictionaries.count(status.repairs()));
    all.put("Inversions", Dictionaries.count(status.inversions()));
    all.put("LastRepairUSec", Dictionaries.count(status.lastRepairMicros()));
    all.put("LastRepairDurationUSec", Dictionaries.count(status.lastRepairDurationMicros()));
    all.put("Namespaces", new Variant<>(Dictionaries.ofFamilies(status.families()), "aa{sv}"));
    return all;
  }

  /** Those of {@code now} that are not as they were {@code before}. */
  static Map<String, Variant<?>> changed(
      Map<String, Variant<?>> before, Map<String, Variant<?>> now) {
    Map<String, Variant<?>> changed = new LinkedHashMap<>();
    for (Map.Entry<String, Variant<?>> property : now.entrySet()) {
      if (!property.getValue().equals(before.get(property.getKey()))) {
        changed.put(property.getKey(), property.getValue());
      }
    }
    return changed;
  }
}
