package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkNamespaceTest {
  @Test
  void aNameIsAFileOfTheDirectoryOfNames() {
    assertEquals("/run/netns/mullvad", NamespaceEntrance.path("mullvad"));
    assertEquals("/run/netns/..x", NamespaceEntrance.path("..x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/", "a/b", "../host", "a\0b"})
  void aNameThatLeadsElsewhereIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> NetworkNamespace.named(name));
  }

  @Test
  void aNameHasALimit() {
    String longest = "ä".repeat(127) + "x";
    assertEquals("/run/netns/" + longest, NamespaceEntrance.path(longest));
    String tooLong = longest + "x";
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> NetworkNamespace.named(tooLong));
    assertEquals(
        "'" + tooLong + "' is no name of a network namespace: expected 1 to 255 bytes, no '/'",
        e.getMessage());
  }
}
