package io.github.rulewarden.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a check says of a host. At first everything is in order: rules of Tailscale's and of a
 * tunnel wg0, the links of both, and a daemon that answers; no file is there.
 */
abstract class CheckTest {
  @TempDir Path root;
  CheckFixture host;

  @BeforeEach
  void begin() {
    host = new CheckFixture(root);
  }

  /** What it says, as {@link CheckFixture#says} puts it. */
  void assertSaid(Check check, String expected) {
    assertEquals(expected, host.says(check));
  }
}
