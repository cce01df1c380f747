package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.testing.LogWatch;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code busctl} sees and may do. */
@Timeout(30)
class BusServiceIT {
  private static final String NOBODY = "65534";

  private final FakeManager manager = new FakeManager();
  private PrivateBus bus;
  private BusService service;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    try (BusWatch watch = new BusWatch(bus.address())) {
      service = BusService.start(new BusAddress(bus.address()), manager, "1.2.3");
      watch.awaitOwner();
    }
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
    bus.close();
  }

  @Test
  void theObjectIsFoundInTheTree() throws Exception {
    String tree = busctl("tree", "--list", Names.SERVICE).require();
    assertEquals("/\n/io\n/io/github\n/io/github/rulewarden\n", tree);
  }

  @Test
  void introspectionListsEveryMemberWithItsTypes() throws Exception {
    String lines =
        squeeze(busctl("introspect", Names.SERVICE, Names.PATH, Names.MANAGER).require());
    for (String expected :
        List.of(
            ".ListRules method ss aa{sv} -",
            ".Repair method - as -",
            ".Version property s \"1.2.3\" const",
            ".State property s \"ok\" emits-change",
            ".Repairs property t 3 emits-change",
            ".LastRepairUSec property t 1700000000123456 emits-change",
            ".Inverted signal sss - -",
            ".Repaired signal ssast - -",
            ".Contested signal sss - -")) {
      assertTrue(lines.contains(expected + "\n"), expected + " is missing in\n" + lines);
    }
  }

  @Test
  void introspectionNamesTheArguments() throws Exception {
    String xml = busctl("introspect", "--xml-interface", Names.SERVICE, Names.PATH).require();
    assertTrue(xml.contains("<arg name=\"netns\" type=\"s\" direction=\"in\"/>"), xml);
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
    assertEquals(
        "aa{sv} 2 6 \"netns\" s \"\" \"family\" s \"ipv4\" \"state\" s \"ok\" \"reason\" s"
            + " \"all is well\" \"repairs\" t 3 \"inversions\" t 4 6 \"netns\" s \"\" \"family\""
            + " s \"ipv6\" \"state\" s \"idle\" \"reason\" s \"no VPN\" \"repairs\" t 0"
            + " \"inversions\" t 0\n",
        property("Namespaces"));
  }

  @Test
  void propertiesAreReadOnlyAndKnownByName() throws Exception {
    assertFails(
        "Property 'Colour' is unknown to io.github.rulewarden.Manager1.",
        call(Names.PROPERTIES, "Get", "ss", Names.MANAGER, "Colour"));
    assertFails(
        "Interface 'org.example.Other' has no properties: expected io.github.rulewarden.Manager1.",
        call(Names.PROPERTIES, "Get", "ss", "org.example.Other", "State"));
    assertFails(
        "Property 'State' cannot be set.",
        call(Names.PROPERTIES, "Set", "ssv", Names.MANAGER, "State", "s", "idle"));
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

  @Test
  void moreRulesThanAMessageHoldsAreRefusedAndTheServiceStays() throws Exception {
    manager.rules = Collections.nCopies(100_000, FakeManager.LOOKUP);
    assertFails(
        "The answer would be longer than 8388608 bytes.",
        call(Names.MANAGER, "ListRules", "ss", "", ""));
    assertEquals("s \"ok\"\n", property("State"));
  }

  @Test
  void argumentsThatMakeNoSenseAreExplained() throws Exception {
    assertFails(
        "Family 'ipv5' is unknown: expected ipv4, ipv6, or \"\" for both.",
        call(Names.MANAGER, "ListRules", "ss", "", "ipv5"));
    assertFails(
        "Namespace 'blue' is not watched: expected \"\" for the host's.",
        call(Names.MANAGER, "ListRules", "ss", "blue", ""));
    assertFails(
        "ListRules was given arguments 's': expected 'ss'.",
        call(Names.MANAGER, "ListRules", "s", ""));
  }

  @Test
  void unknownMethodsInterfacesAndObjectsAreNamed() throws Exception {
    assertFails(
        "Method 'Explode' is unknown to io.github.rulewarden.Manager1.",
        call(Names.MANAGER, "Explode"));
    assertFails(
        "Interface 'org.example.Other' is unknown: expected io.github.rulewarden.Manager1.",
        call("org.example.Other", "ListRules", "ss", "", ""));
    assertFails(
        "There is no object at '/io/github': expected /io/github/rulewarden.",
        busctl("call", Names.SERVICE, "/io/github", Names.MANAGER, "ListRules", "ss", "", ""));
  }

  @Test
  void argumentsLargerThanTheDaemonTakesAreRefusedAndTheServiceStays() throws Exception {
    String large = "x".repeat(100_000);
    assertFails(
        "The arguments are too long.",
        call(Names.PROPERTIES, "Set", "ssv", Names.MANAGER, "State", "s", large));
    assertEquals("s \"ok\"\n", property("State"));
  }

  @Test
  void everyObjectAnswersAsAPeer() throws Exception {
    busctl("call", Names.SERVICE, "/anything", Names.PEER, "Ping").require();
  }

  @Test
  void rootMayRepair() throws Exception {
    assertEquals("as 1 \"" + FakeManager.STEP + "\"\n", call(Names.MANAGER, "Repair").require());
  }

  @Test
  void anotherUserMayReadButNotRepair() throws Exception {
    assertEquals(
        "s \"ok\"\n",
        asNobody("get-property", Names.SERVICE, Names.PATH, Names.MANAGER, "State").require());
    Program repair = asNobody("call", Names.SERVICE, Names.PATH, Names.MANAGER, "Repair");
    assertFails("Access denied", repair);
  }

  @Test
  void whatTheDaemonRefusesIsPassedOn() throws Exception {
    manager.refusal =
        Optional.of(
            new ManagerException(ManagerException.Kind.REFUSED, "a twin stands ahead of it"));
    assertFails("a twin stands ahead of it", call(Names.MANAGER, "Repair"));
  }

  @Test
  void aFaultInTheDaemonCostsOneAnswer() throws Exception {
    manager.fault = Optional.of(new IllegalStateException("a bug"));
    try (LogWatch log = new LogWatch(Session.class)) {
      assertFails("a bug", call(Names.MANAGER, "ListRules", "ss", "", ""));
      assertEquals(
          "ERROR io.github.rulewarden.Manager1.ListRules could not be answered.", log.next());
      assertFails("a bug", call(Names.MANAGER, "Repair"));
    }
    assertEquals("s \"ok\"\n", property("State"));
  }

  private String property(String name) throws Exception {
    return busctl("get-property", Names.SERVICE, Names.PATH, Names.MANAGER, name).require();
  }

  private Program call(String interfaceName, String member, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("call", Names.SERVICE, Names.PATH, interfaceName, member));
    words.addAll(List.of(arguments));
    return busctl(words.toArray(String[]::new));
  }

  private Program busctl(String... words) throws Exception {
    return Program.run(busctl(List.of(), words));
  }

  private Program asNobody(String... words) throws Exception {
    return Program.run(
        busctl(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"), words));
  }

  private String[] busctl(List<String> before, String... words) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("busctl", "--address=" + bus.address()));
    command.addAll(List.of(words));
    return command.toArray(String[]::new);
  }

  private static void assertFails(String expected, Program program) {
    assertNotEquals(0, program.exitCode());
    assertTrue(program.errors().contains(expected), program.errors());
  }

  /** Busctl's table with one blank between columns. */
  private static String squeeze(String table) {
    return table.replaceAll(" +", " ").replaceAll(" \n", "\n");
  }
}
