package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.StandardNames;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code busctl} reads. */
@Timeout(600)
class BusServiceIT extends BusctlFixture {
  @Test
  void theObjectIsFoundInTheTree() throws Exception {
    String tree = busctl("tree", "--list", Names.SERVICE).require();
    assertEquals("/\n/io\n/io/github\n/io/github/rulewarden\n", tree);
  }

  @Test
  void introspectionListsEveryMemberWithItsTypes() throws Exception {
    Status status = FakeManager.IN_ORDER;
    manager.status =
        new Status(
            status.state(),
            status.reason(),
            status.mode(),
            status.strategy(),
            status.repairs(),
            status.inversions(),
            status.lastRepairMicros(),
            status.lastRepairDurationMicros(),
            List.of(),
            List.of("/etc/rulewarden/rulewarden.toml"),
            "");
    String lines =
        squeeze(busctl("introspect", Names.SERVICE, Names.PATH, Names.MANAGER).require());
    assertEquals(
        """
        NAME TYPE SIGNATURE RESULT/VALUE FLAGS
        .Check method - baa{sv} -
        .History method u aa{sv} -
        .ListRules method ss aa{sv} -
        .Metrics method - s -
        .Plan method - as -
        .Reload method - - -
        .Repair method - as -
        .SetMode method s - -
        .Undo method - as -
        .ConfigFiles property as 1 "/etc/rulewarden/rulewarden.toml" emits-change
        .Inversions property t 4 emits-change
        .LastRepairDurationUSec property t 417 emits-change
        .LastRepairUSec property t 1700000000123456 emits-change
        .Mode property s "repair" emits-change
        .Namespaces property aa{sv} 0 emits-change
        .Reason property s "wg0 is behind Tailscale" emits-change
        .ReloadResult property s "" emits-change
        .Repairs property t 3 emits-change
        .State property s "ok" emits-change
        .Strategy property s "relocate" emits-change
        .Version property s "1.2.3" const
        .Contested signal sss - -
        .Inverted signal sss - -
        .Leak signal sss - -
        .Repaired signal ssast - -
        """,
        lines);
  }

  @Test
  void introspectionNamesAndExplainsTheArguments() throws Exception {
    String xml = busctl("introspect", "--xml-interface", Names.SERVICE, Names.PATH).require();
    assertTrue(xml.contains("<arg name=\"netns\" type=\"s\" direction=\"in\">"), xml);
    assertTrue(
        xml.contains("value=\"The maximum number of entries; the latest are returned.\"/>"), xml);
  }

  @Test
  void everyPropertyCanBeRead() throws Exception {
    assertEquals("s \"1.2.3\"\n", property("Version"));
    assertEquals("s \"ok\"\n", property("State"));
    assertEquals("s \"wg0 is behind Tailscale\"\n", property("Reason"));
    assertEquals("s \"repair\"\n", property("Mode"));
    assertEquals("s \"relocate\"\n", property("Strategy"));
    assertEquals("t 3\n", property("Repairs"));
    assertEquals("t 4\n", property("Inversions"));
    assertEquals("t 1700000000123456\n", property("LastRepairUSec"));
    assertEquals("t 417\n", property("LastRepairDurationUSec"));
    assertEquals("s \"\"\n", property("ReloadResult"));
    assertEquals(
        "as 2 \"/etc/rulewarden/rulewarden.toml\" \"/etc/rulewarden/conf.d/10-vpn.toml\"\n",
        property("ConfigFiles"));
    assertEquals(
        "aa{sv} 2 6 \"netns\" s \"\" \"family\" s \"ipv4\" \"state\" s \"ok\" \"reason\" s"
            + " \"all is well\" \"repairs\" t 3 \"inversions\" t 4 6 \"netns\" s \"\" \"family\""
            + " s \"ipv6\" \"state\" s \"idle\" \"reason\" s \"no VPN\" \"repairs\" t 0"
            + " \"inversions\" t 0\n",
        property("Namespaces"));
  }

  @Test
  void theStandardInterfacesHaveNoProperties() throws Exception {
    for (String known :
        List.of(StandardNames.PEER, StandardNames.INTROSPECTABLE, StandardNames.PROPERTIES)) {
      assertEquals("a{sv} 0\n", call(StandardNames.PROPERTIES, "GetAll", "s", known).require());
    }
    assertFails(
        "Interface 'org.example.Other' is unknown: expected io.github.rulewarden.Manager1.",
        call(StandardNames.PROPERTIES, "GetAll", "s", "org.example.Other"));
    assertEquals(
        call(StandardNames.PROPERTIES, "GetAll", "s", Names.MANAGER).require(),
        call(StandardNames.PROPERTIES, "GetAll", "s", "").require());
  }

  @Test
  void findingsPlansHistoryAndMetricsAreReturned() throws Exception {
    assertEquals(
        "baa{sv} false 1 6 \"netns\" s \"\" \"family\" s \"ipv4\" \"severity\" s \"error\""
            + " \"code\" s \"inverted\" \"text\" s"
            + " \"5209 is evaluated before Tailscale\\'s lookup at 5270\""
            + " \"fix\" s \"rulewarden repair\"\n",
        call(Names.MANAGER, "Check").require());
    assertEquals("as 1 \"" + FakeManager.STEP + "\"\n", call(Names.MANAGER, "Plan").require());
    String reloaded =
        "8 \"time\" t 1700000000999999 \"kind\" s \"reloaded\" \"netns\" s \"\" \"family\" s \"\""
            + " \"text\" s \"the configuration was read again\" \"opponent\" s \"\""
            + " \"durationUSec\" t 0 \"steps\" as 0\n";
    assertEquals("aa{sv} 1 " + reloaded, call(Names.MANAGER, "History", "u", "1").require());
    assertEquals(
        "aa{sv} 2 8 \"time\" t 1700000000123456 \"kind\" s \"repaired\" \"netns\" s \"\""
            + " \"family\" s \"ipv6\" \"text\" s \"5209 is behind 5270 again\" \"opponent\" s"
            + " \"wg-quick (pid 77)\" \"durationUSec\" t 417 \"steps\" as 2 \"ip -6 rule add x\""
            + " \"ip -6 rule del y\" "
            + reloaded,
        call(Names.MANAGER, "History", "u", "4294967295").require());
    assertEquals("aa{sv} 0\n", call(Names.MANAGER, "History", "u", "0").require());
    assertEquals(
        "s \"# TYPE rulewarden_repairs_total counter\\n\"\n",
        call(Names.MANAGER, "Metrics").require());
  }

  @Test
  void jsonHasTheNamesAndTheTypes() throws Exception {
    JsonObject answer =
        JsonParser.object()
            .from(
                busctl("--json=pretty", "call", Names.SERVICE, Names.PATH, Names.MANAGER, "Check")
                    .require());
    assertEquals("baa{sv}", answer.getString("type"));
    JsonObject finding = answer.getArray("data").getArray(1).getObject(0);
    assertEquals("inverted", finding.getObject("code").getString("data"));
    assertEquals("s", finding.getObject("code").getString("type"));
  }

  @Test
  void rulesAreListedWithUnsignedFieldsWhole() throws Exception {
    assertEquals(
        "aa{sv} 1 6 \"priority\" u 4294967295 \"text\" s \"from all lookup 4294967295\" \"role\" s"
            + " \"other\" \"protocol\" y 255 \"since\" t 9223372036854775807 \"family\" s"
            + " \"ipv6\"\n",
        call(Names.MANAGER, "ListRules", "ss", "", "ipv6").require());
    assertTrue(call(Names.MANAGER, "ListRules", "ss", "", "").require().startsWith("aa{sv} 2 6 "));
  }

  @Test
  void noRulesAreAnEmptyList() throws Exception {
    manager.rules = List.of();
    assertEquals("aa{sv} 0\n", call(Names.MANAGER, "ListRules", "ss", "", "").require());
  }

  @Test
  void tenThousandRulesAreListed() throws Exception {
    manager.rules = Collections.nCopies(10_000, FakeManager.LOOKUP);
    String answer = call(Names.MANAGER, "ListRules", "ss", "", "").require();
    assertTrue(answer.startsWith("aa{sv} 10000 6 "), answer.substring(0, 20));
  }

  /** The table of busctl with one blank between columns. */
  private static String squeeze(String table) {
    return table.replaceAll(" +", " ").replaceAll(" \n", "\n");
  }
}
