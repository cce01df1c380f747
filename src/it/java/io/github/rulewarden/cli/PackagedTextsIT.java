package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** man and bash can use the packaged manual pages and completion scripts. */
@Timeout(600)
class PackagedTextsIT {
  private static final Path SCRIPT = Path.of("packaging/completion/rulewarden.bash");

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("packaging/man"))) {
      return pages.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void groffHasNothingToSayAgainstAPage(Path page) throws Exception {
    Program groff = Program.run("groff", "-man", "-ww", "-z", "-Tutf8", page.toString());
    assertEquals("", groff.errors());
    assertEquals(0, groff.exitCode());
  }

  @Test
  void bashReadsItsScript() throws Exception {
    assertEquals("", Program.run("bash", "-n", SCRIPT.toString()).errors());
  }

  /**
   * The line up to the cursor, the words into which bash splits it, and the expected completions.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rulewarden st                       | status",
        "rulewarden co                       | completion config",
        "rulewarden config ''                | check show",
        "rulewarden config sh                | show",
        "rulewarden check sh                 | ''",
        "rulewarden --v                      | --version",
        "rulewarden rules --                 | --config --help --json --netns",
        "rulewarden rules ''                 | --config --help --json --netns -4 -6 -h",
        "rulewarden history --netns check s  | ''",
        "rulewarden completion ''            | bash fish zsh",
        "rulewarden check --config LICE      | LICENSE",
        "rulewarden check --config = LICE    | LICENSE",
        "rulewarden config show LICE         | LICENSE",
        "rulewarden config show --j          | --json",
        "rulewarden history --since ''       | ''",
        "rulewarden nonsense st              | status",
      })
  void bashCompletesTheLine(String line, String offered) throws Exception {
    String ask =
        """
        source %s
        COMP_WORDS=(%s) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _rulewarden
        printf '%%s\\n' "${COMPREPLY[@]}" | LC_ALL=C sort | grep -E '^(-|LICENSE|[a-z])' | paste -sd ' '
        """
            .formatted(SCRIPT, line);
    Program bash = Program.run("bash", "-c", ask);
    assertEquals("", bash.errors());
    assertEquals(offered, bash.output().strip());
  }
}
