package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.cli.Terminal.Colour;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  @ParameterizedTest
  @ValueSource(strings = {"/dev/pts/0", "/dev/tty1", "/dev/ttyS0", "/dev/console"})
  void whatOnesTypesAtIsATerminal(String device) {
    assertTrue(Terminal.isTerminal(device));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe:[4711]", "socket:[4711]", "/dev/null", "/tmp/out", "/dev/ptmx", ""})
  void whatOneWritesIntoIsNone(String device) {
    assertFalse(Terminal.isTerminal(device));
  }

  @Test
  void colourIsForThoseWhoUnderstandAndWantIt() {
    assertEquals(Terminal.COLOUR, Terminal.of(Map.of("TERM", "xterm")));
    assertEquals(Terminal.COLOUR, Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "")));
    assertEquals(Terminal.PLAIN, Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertEquals(Terminal.PLAIN, Terminal.of(Map.of("TERM", "dumb")));
    assertEquals(Terminal.PLAIN, Terminal.of(Map.of()));
  }

  @Test
  void paintIsTakenOffAgain() {
    assertEquals("\u001b[1;31mno\u001b[0m", Terminal.COLOUR.paint(Colour.RED, "no"));
    assertEquals("no", Terminal.PLAIN.paint(Colour.RED, "no"));
  }
}
