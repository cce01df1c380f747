package io.github.rulewarden.dbus;

import io.github.rulewarden.daemon.FamilyStatus;
import io.github.rulewarden.daemon.ListedRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/** Values as D-Bus dictionaries, in the contract's vocabulary. */
final class Dictionaries {
  private Dictionaries() {}

  static List<Map<String, Variant<?>>> ofRules(List<ListedRule> rules) {
    List<Map<String, Variant<?>>> all = new ArrayList<>(rules.size());
    for (ListedRule rule : rules) {
      Map<String, Variant<?>> one = new LinkedHashMap<>();
      one.put("priority", new Variant<>(new UInt32(rule.priority()), "u"));
      one.put("text", text(rule.text()));
      one.put("role", text(rule.role().text()));
      one.put("protocol", new Variant<>((byte) rule.protocol(), "y"));
      one.put("since", count(rule.sinceMicros()));
      one.put("family", text(rule.family().text()));
      all.add(one);
    }
    return all;
  }

  static List<Map<String, Variant<?>>> ofFamilies(List<FamilyStatus> families) {
    List<Map<String, Variant<?>>> all = new ArrayList<>(families.size());
    for (FamilyStatus family : families) {
      Map<String, Variant<?>> one = new LinkedHashMap<>();
      one.put("netns", text(family.netns()));
      one.put("family", text(family.family().text()));
      one.put("state", text(family.state().text()));
      one.put("reason", text(family.reason()));
      one.put("repairs", count(family.repairs()));
      one.put("inversions", count(family.inversions()));
      all.add(one);
    }
    return all;
  }

  static Variant<String> text(String value) {
    return new Variant<>(value, "s");
  }

  static Variant<UInt64> count(long value) {
    return new Variant<>(new UInt64(value), "t");
  }
}
