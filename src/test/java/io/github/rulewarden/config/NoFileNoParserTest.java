package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.rulewarden.ClassLoadRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host without a configuration does not pay for the parser. */
class NoFileNoParserTest {
  @TempDir private Path directory;

  @Test
  void withoutAFileNoClassOfTheParserIsLoaded() throws Exception {
    assertEquals(List.of(), parserClassesAskedFor());
  }

  @Test
  void withAFileThatSetsNothingNeither() throws Exception {
    Files.writeString(directory.resolve("rulewarden.toml"), "# mode = 'repair'\n");

    assertEquals(List.of(), parserClassesAskedFor());
  }

  @Test
  void withAFileTheyAre() throws Exception {
    Files.writeString(directory.resolve("rulewarden.toml"), "mode = 'repair'");

    assertNotEquals(List.of(), parserClassesAskedFor());
  }

  private List<String> parserClassesAskedFor() throws Exception {
    ClassLoadRecorder recorder = new ClassLoadRecorder("org.tomlj.", "org.antlr.");
    Class<?> reader = recorder.loadClass(ConfigurationReader.class.getName());
    reader.getMethod("read").invoke(reader.getConstructor(Path.class).newInstance(directory));
    return recorder.loaded();
  }
}
