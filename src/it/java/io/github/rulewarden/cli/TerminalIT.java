package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.TestHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program adapts its output to a terminal, a pipe or a file. */
@Timeout(600)
class TerminalIT {
  private static final String LONG_RULE =
      "rule add priority 20000 fwmark 0x12345678/0x7fffffff iif br-0123456789ab oif wlp0s20f3"
          + " lookup 2000000000";

  /** The length of the rule's line when nothing is cut off. */
  private static final int LONG_LINE = 106;

  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void aPipeGetsEachRuleWholeAndPlain() {
    host.ip(LONG_RULE);
    String rules = Rulewarden.run(host, "rules", "-4").require();
    assertTrue(rules.contains("oif wlp0s20f3 lookup 2000000000\n"), rules);
    assertFalse(rules.contains("\u001b"), rules);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 60, 132})
  void aTerminalGetsWhatFitsIt(int columns) {
    host.ip(LONG_RULE);
    String rules =
        onTerminal("stty cols " + columns + "; exec env TERM=xterm NO_COLOR=1", "rules -4");
    int longest = rules.lines().mapToInt(String::length).max().orElse(0);
    assertEquals(Math.min(columns, LONG_LINE), longest, rules);
    assertEquals(columns < LONG_LINE, rules.contains("…"), rules);
  }

  @Test
  void colourIsForTerminals() {
    assertTrue(onTerminal("exec env TERM=xterm", "rules").contains("\u001b[2m"));
    assertFalse(onTerminal("exec env TERM=dumb", "rules").contains("\u001b"));
  }

  @Test
  void aFullDiskIsTold() {
    Program program = inShell("exec \"$@\" > /dev/full", "rules");
    assertEquals(
        "rulewarden: the output could not be written: No space left on device.\n",
        program.errors());
    assertEquals(4, program.exitCode());
  }

  @Test
  void whoHasReadEnoughMayGo() {
    Program program = inShell("\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", "config", "show");
    assertEquals("mode = \"repair\"", program.require().split(" +#", 2)[0]);
    assertEquals("", program.errors());
  }

  private Program inShell(String line, String... words) {
    return Rulewarden.run(host, List.of("bash", "-c", line, "bash"), words);
  }

  private String onTerminal(String before, String words) {
    String line = "exec script -qefc \"" + before + " $*\" /dev/null";
    return inShell(line, words).require().replace("\r", "");
  }
}
