package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {
  @Test
  void theVariableOverridesTheDefaultAddressOfTheSystemBus() {
    BusAddress standard = new BusAddress("unix:path=/run/dbus/system_bus_socket");
    assertEquals(standard, BusAddress.ofSystemBus(Map.of()));
    assertEquals(standard, BusAddress.ofSystemBus(Map.of("DBUS_SYSTEM_BUS_ADDRESS", "")));
    assertEquals(
        new BusAddress("unix:path=/a"),
        BusAddress.ofSystemBus(Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/a")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "unix:path=/run/bus /run/bus",
        "unix:path=/run/bus,guid=0123 /run/bus",
        "unix:guid=0123,path=/run/bus /run/bus",
        "tcp:host=localhost,port=1;unix:path=/run/bus /run/bus",
        "unix:abstract=x;unix:path=/run/bus;unix:path=/other /run/bus",
        "unix:path=/run/a%2cb%25c /run/a,b%c",
        "unix:path=/run/%c3%BC /run/\u00fc",
      })
  void thePathIsFound(String address, String path) throws Exception {
    assertEquals(path, new BusAddress(address).socket().getPath().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "unix:", "unix:path=", "unix:abstract=/x", "tcp:host=a", "/run/bus", ";;"})
  void anAddressWithoutAPathIsReported(String address) {
    IOException refusal = assertThrows(IOException.class, () -> new BusAddress(address).socket());
    assertEquals(
        "'" + address + "' is not a supported address: expected unix:path=/a/path",
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:path=/a%", "unix:path=/a%2", "unix:path=/a%zz"})
  void aBrokenEscapeIsReported(String address) {
    IOException refusal = assertThrows(IOException.class, () -> new BusAddress(address).socket());
    assertEquals(
        "'" + address + "': expected two hexadecimal digits after %", refusal.getMessage());
  }

  @Test
  void aPathThatNoFileCanHaveIsReported() {
    String address = "unix:path=/a%00";
    IOException refusal = assertThrows(IOException.class, () -> new BusAddress(address).socket());
    assertEquals(
        "'" + address + "' contains an invalid path: Nul character not allowed",
        refusal.getMessage());
  }
}
