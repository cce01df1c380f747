package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the program's output with golden files: every file under src/test/resources/cli is a
 * session that is run again. {@code mvn test -Dtest=TranscriptTest -Drulewarden.transcripts=write}
 * writes the current output; read the difference before you commit it.
 */
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/cli");
  private static final boolean WRITE = "write".equals(System.getProperty("rulewarden.transcripts"));

  @TempDir private Path directory;

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void theOutputIsUnchanged(Path transcript) throws IOException {
    String original = Files.readString(transcript);

    String now = new Transcript(directory).replay(original);

    if (WRITE) {
      Files.writeString(transcript, now);
    }
    assertEquals(original, now);
  }

  @Test
  void rulesOfAnOrdinaryHostFitInto80Columns() throws IOException {
    for (String line : Files.readAllLines(TRANSCRIPTS.resolve("rules.txt"))) {
      if (line.matches("[ !>] +\\d+  .*")) {
        assertTrue(line.length() <= 80, line);
      }
    }
  }
}
