package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told that there is no AOT cache. */
class AotCacheTest {
  @Test
  void whoHasOneIsNot() {
    assertEquals(
        Optional.empty(), AotCache.complaint("/usr/lib/rulewarden", "mixed mode, sharing"));
  }

  @Test
  void whoWasNotInstalledIsNot() {
    assertEquals(Optional.empty(), AotCache.complaint("", "mixed mode"));
  }

  @Test
  void whoLacksItIs() {
    assertEquals(
        Optional.of(
            "The start was slow, because /usr/lib/rulewarden/lib/daemon.aot is missing, damaged,"
                + " or does not fit the jars beside it (copies have to keep their times), or because"
                + " the start before this one was cut short. If it stays so, install Rulewarden"
                + " again."),
        AotCache.complaint("/usr/lib/rulewarden", "mixed mode"));
  }
}
