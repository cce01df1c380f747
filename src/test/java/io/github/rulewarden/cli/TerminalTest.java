package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.cli.Terminal.Kind;
import io.github.rulewarden.cli.Terminal.Palette;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  @ParameterizedTest
  @ValueSource(strings = {"/dev/pts/0", "/dev/tty1", "/dev/ttyS0", "/dev/console"})
  void aTerminalDeviceIsATerminal(String device) {
    assertTrue(Terminal.isTerminal(device));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe:[4711]", "socket:[4711]", "/dev/null", "/tmp/out", "/dev/ptmx", ""})
  void aFileOrPipeIsNoTerminal(String device) {
    assertFalse(Terminal.isTerminal(device));
  }

  @Test
  void colourNeedsSupportAndPermission() {
    assertEquals(Palette.ECMA_48, Terminal.of(Map.of("TERM", "xterm")).palette());
    assertEquals(Palette.ECMA_48, Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "")).palette());
    assertEquals(Palette.NONE, Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1")).palette());
    assertEquals(Palette.NONE, Terminal.of(Map.of("TERM", "dumb")).palette());
    assertEquals(Palette.NONE, Terminal.of(Map.of()).palette());
  }

  /** Colours and redrawing are independent. */
  @Test
  void aTerminalWithoutColoursIsStillAScreen() {
    assertEquals(Kind.SCREEN, Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1")).kind());
    assertEquals(Kind.TELETYPE, Terminal.of(Map.of("TERM", "dumb")).kind());
  }

  @Test
  void theWidthIsReadFromTheEnvironment() {
    assertEquals(132, Terminal.of(Map.of("TERM", "xterm", "COLUMNS", "132")).columns().count());
  }

  @ParameterizedTest
  @CsvSource({"24 132, 132", "'24 132\n', 132", "0 0, 0", "'', 0", "24, 0", "a b, 0", "24 -1, 0"})
  void theWidthIsTheSecondNumberOfTheSize(String size, int columns) {
    assertEquals(columns, TerminalWidth.ofSize(size));
  }

  @Test
  void aLineIsCutAtTheWidth() {
    assertEquals("abcd", narrow(4).cut("abcd"));
    assertEquals("abc…", narrow(4).cut("abcde"));
    assertEquals("…", narrow(1).cut("abcde"));
    assertEquals("abcde".repeat(100), Terminal.PLAIN.cut("abcde".repeat(100)));
  }

  @Test
  void textIsWrappedAtBlanks() {
    assertEquals("one two three four", narrow(24).wrapped("one two three four", 4));
    assertEquals("one two three four\n    five", narrow(24).wrapped("one two three four five", 4));
    String endless = "x".repeat(50);
    assertEquals("a\n" + endless + "\nb", narrow(24).wrapped("a " + endless + " b", 0));
    String prose = "word ".repeat(100);
    assertEquals(prose, Terminal.PLAIN.wrapped(prose, 4));
  }

  private static Terminal narrow(int columns) {
    return new Terminal(Kind.SCREEN, Palette.NONE, () -> columns);
  }

  @Test
  void coloursAreReset() {
    assertEquals("\u001b[1;31mno\u001b[0m", Terminal.COLOUR.paint(Colour.RED, "no"));
    assertEquals("no", Terminal.PLAIN.paint(Colour.RED, "no"));
  }
}
