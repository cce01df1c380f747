package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.testing.LogWatch;
import io.github.rulewarden.testing.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code busctl} may change, and the errors that it gets. */
@Timeout(600)
class BusServiceErrorsIT extends BusctlFixture {
  @Test
  void propertiesAreReadOnlyAndKnownByName() throws Exception {
    assertFails(
        "Property 'Colour' is unknown to io.github.rulewarden.Manager1.",
        call(StandardNames.PROPERTIES, "Get", "ss", Names.MANAGER, "Colour"));
    assertFails(
        "Interface 'org.example.Other' is unknown: expected io.github.rulewarden.Manager1.",
        call(StandardNames.PROPERTIES, "Get", "ss", "org.example.Other", "State"));
    assertFails(
        "Property 'State' is unknown to org.freedesktop.DBus.Peer.",
        call(StandardNames.PROPERTIES, "Get", "ss", StandardNames.PEER, "State"));
    assertFails(
        "Property 'State' cannot be set.",
        call(StandardNames.PROPERTIES, "Set", "ssv", Names.MANAGER, "State", "s", "idle"));
  }

  @Test
  void moreRulesThanAMessageHoldsAreRefusedAndTheServiceStays() throws Exception {
    manager.rules = Collections.nCopies(100_000, FakeManager.LOOKUP);
    assertFails(
        "The reply would be longer than 8388608 bytes.",
        call(Names.MANAGER, "ListRules", "ss", "", ""));
    manager.steps = Collections.nCopies(200_000, FakeManager.STEP);
    assertFails("The reply would be longer than 8388608 bytes.", call(Names.MANAGER, "Repair"));
    assertEquals("s \"ok\"\n", property("State"));
  }

  @Test
  void invalidArgumentsAreExplained() throws Exception {
    assertFails(
        "Family 'ipv5' is unknown: expected ipv4, ipv6, or \"\" for both.",
        call(Names.MANAGER, "ListRules", "ss", "", "ipv5"));
    assertFails(
        "Namespace 'blue' is not watched: expected \"\" for the daemon's own.",
        call(Names.MANAGER, "ListRules", "ss", "blue", ""));
    assertFails(
        "ListRules was given arguments 's': expected 'ss'.",
        call(Names.MANAGER, "ListRules", "s", ""));
  }

  @Test
  void unknownMethodsInterfacesAndObjectsAreReported() throws Exception {
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
  void argumentsThatAreTooLongAreRefusedAndTheServiceStays() throws Exception {
    String large = "x".repeat(100_000);
    assertFails(
        "The arguments are too long.",
        call(StandardNames.PROPERTIES, "Set", "ssv", Names.MANAGER, "State", "s", large));
    assertEquals("s \"ok\"\n", property("State"));
  }

  @Test
  void everyObjectAnswersAsAPeer() throws Exception {
    busctl("call", Names.SERVICE, "/anything", StandardNames.PEER, "Ping").require();
  }

  @Test
  void rootMayChangeEverything() throws Exception {
    assertEquals("as 1 \"" + FakeManager.STEP + "\"\n", call(Names.MANAGER, "Repair").require());
    assertEquals("as 1 \"" + FakeManager.STEP + "\"\n", call(Names.MANAGER, "Undo").require());
    assertEquals("", call(Names.MANAGER, "Reload").require());
    assertEquals("", call(Names.MANAGER, "SetMode", "s", "observe").require());
    assertEquals(List.of("repair", "undo", "reload", "mode observe"), List.copyOf(manager.done));
  }

  @Test
  void anotherUserMayReadButWithoutPolkitChangeNothing() throws Exception {
    assertEquals(
        "s \"ok\"\n",
        asNobody("get-property", Names.SERVICE, Names.PATH, Names.MANAGER, "State").require());
    for (String method : List.of("Repair", "Undo", "Reload", "SetMode s observe")) {
      List<String> words =
          new ArrayList<>(List.of("call", Names.SERVICE, Names.PATH, Names.MANAGER));
      words.addAll(List.of(method.split(" ", -1)));
      Program call = asNobody(words.toArray(String[]::new));
      assertFails("Access denied", call);
    }
    assertTrue(manager.done.isEmpty());
  }

  @Test
  void aRefusalOfTheDaemonIsPassedOn() throws Exception {
    manager.refusal =
        Optional.of(
            new ManagerException(ManagerException.Kind.REFUSED, "a twin stands ahead of it"));
    assertFails("a twin stands ahead of it", call(Names.MANAGER, "Repair"));
  }

  @Test
  void aBugInTheDaemonFailsOneCall() throws Exception {
    manager.fault = Optional.of(new IllegalStateException("a bug"));
    try (LogWatch log = new LogWatch(Session.class)) {
      assertFails("a bug", call(Names.MANAGER, "ListRules", "ss", "", ""));
      assertEquals(
          "ERROR io.github.rulewarden.Manager1.ListRules could not be answered.", log.next());
    }
    try (LogWatch log = new LogWatch(Authorizer.class)) {
      assertFails("a bug", call(Names.MANAGER, "Repair"));
      assertTrue(log.next().startsWith("INFO User 0 requests Repair over the bus (:1."));
      assertEquals("ERROR io.github.rulewarden.Manager1.Repair could not be answered.", log.next());
    }
    assertEquals("s \"ok\"\n", property("State"));
  }

  /** The state after an Error is unknown, so the service ends the connection and reconnects. */
  @Test
  void anErrorInTheDaemonEndsTheConnectionAndNotTheService() throws Exception {
    manager.error = Optional.of(new StackOverflowError());
    try (LogWatch log = new LogWatch(BusService.class)) {
      assertFails("disconnected from message bus", call(Names.MANAGER, "Plan"));
      String entry = log.next();
      if (entry.startsWith(
          "INFO On the bus at ")) { // Logged at the start, if the log was read early.
        entry = log.next();
      }
      assertEquals("ERROR Disconnected from the bus because of a bug. Trying again.", entry);
      assertTrue(log.next().startsWith("INFO On the bus at "));
    }
    manager.error = Optional.empty();
    assertEquals("s \"ok\"\n", property("State"));
  }
}
