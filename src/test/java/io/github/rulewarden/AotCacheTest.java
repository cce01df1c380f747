package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Specifies when the daemon warns that it uses no AOT cache. */
class AotCacheTest {
  @Test
  void noWarningWithACache() {
    assertEquals(Optional.empty(), AotCache.warning("/usr/lib/rulewarden", "mixed mode, sharing"));
  }

  @Test
  void noWarningWithoutAnInstallation() {
    assertEquals(Optional.empty(), AotCache.warning("", "mixed mode"));
  }

  @Test
  void aWarningForAnInstallationWithoutACache() {
    assertEquals(
        Optional.of(
            "The start was slow, because /usr/lib/rulewarden/lib/daemon.aot is missing, damaged,"
                + " or does not match the jars beside it (copies must keep their modification times),"
                + " or because the previous start was interrupted. If this happens again, reinstall"
                + " Rulewarden."),
        AotCache.warning("/usr/lib/rulewarden", "mixed mode"));
  }
}
