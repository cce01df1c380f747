package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
  /** The expected text is a transcript that was reviewed. */
  @Test
  void sentencesFitInto80ColumnsAndCommandsAreNotWrapped() throws IOException {
    int sentences = 0;
    int longCommands = 0;
    for (String line : Files.readAllLines(Path.of("src/test/resources/cli/doctor.txt"))) {
      boolean isCommand = line.startsWith("    ") && !line.startsWith("     ");
      if (isCommand) {
        longCommands += line.length() > 80 ? 1 : 0;
      } else if (line.matches("(error|warning|info|  \\w+): .*| {5,}.*|  \\S.*")) {
        sentences++;
        assertTrue(line.length() <= 80, line);
      }
    }
    assertTrue(sentences > 20, "only " + sentences);
    assertTrue(longCommands > 0, "none too long for a line");
  }
}
