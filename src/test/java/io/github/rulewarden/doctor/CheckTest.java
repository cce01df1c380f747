package io.github.rulewarden.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The findings of a check. Without changes everything is in order: the rules and links of Tailscale
 * and of a tunnel wg0, and a daemon that answers; there are no files.
 */
abstract class CheckTest {
  @TempDir Path root;
  CheckFixture host;

  @BeforeEach
  void begin() {
    host = new CheckFixture(root);
  }

  /** Asserts the findings, in the form of {@link CheckFixture#says}. */
  void assertSaid(Check check, String expected) {
    assertEquals(expected, host.says(check));
  }
}
