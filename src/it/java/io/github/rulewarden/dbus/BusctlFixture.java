package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service on a private bus, called by {@code busctl}. */
abstract class BusctlFixture {
  private static final String NOBODY = "65534";

  final FakeManager manager = new FakeManager();
  PrivateBus bus;
  BusService service;

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

  String property(String name) throws Exception {
    return busctl("get-property", Names.SERVICE, Names.PATH, Names.MANAGER, name).require();
  }

  Program call(String interfaceName, String member, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("call", Names.SERVICE, Names.PATH, interfaceName, member));
    words.addAll(List.of(arguments));
    return busctl(words.toArray(String[]::new));
  }

  Program busctl(String... arguments) throws Exception {
    return Program.run(busctl(List.of(), arguments));
  }

  Program asNobody(String... arguments) throws Exception {
    return Program.run(
        busctl(
            List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"), arguments));
  }

  private String[] busctl(List<String> before, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("busctl", "--address=" + bus.address()));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  static void assertFails(String expected, Program program) {
    assertNotEquals(0, program.exitCode());
    assertTrue(program.errors().contains(expected), program.errors());
  }
}
