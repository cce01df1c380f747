package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The daemon's behavior under every fault: each file under src/test/resources/fake-kernel contains
 * stories, which run once for each family. {@code mvn test -Dtest=StoriesTest
 * -Drulewarden.stories=write} records the present results; read the difference before you commit
 * it.
 */
class StoriesTest {
  private static final Path STORIES = Path.of("src/test/resources/fake-kernel");
  private static final String TITLE = "== ";
  private static final boolean WRITE = "write".equals(System.getProperty("rulewarden.stories"));

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(STORIES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void endAsRecorded(Path file) throws IOException {
    String original = Files.readString(file);
    List<String> violations = new ArrayList<>();
    for (Family family : Family.values()) {
      StringBuilder now = new StringBuilder();
      for (String part : original.split("(?m)^(?=" + TITLE + ")", -1)) {
        if (part.startsWith(TITLE)) {
          int end = part.indexOf('\n') + 1;
          String title = part.substring(0, end);
          Story story = new Story(family, common(original) + part.substring(end).strip());
          now.append(title).append(story.run().substring(common(original).length()));
          now.append('\n');
          story.violations().forEach(violation -> violations.add(title + violation));
        } else {
          now.append(part);
        }
      }
      String actual = now.toString().stripTrailing() + '\n';
      if (WRITE && family == Family.IPV4) {
        Files.writeString(file, actual);
      }
      assertEquals(original, actual, family.text());
    }
    assertEquals(List.of(), violations);
  }

  /** Returns the lines before a file's first story; all of its stories begin with them. */
  private static String common(String original) {
    return original.substring(0, original.indexOf(TITLE));
  }

  @Test
  void containEveryFault() throws IOException {
    Set<Fault> missing = EnumSet.allOf(Fault.class);
    for (Path file : files()) {
      String stories = Files.readString(file);
      missing.removeIf(fault -> stories.contains("fault " + fault + " "));
    }
    assertEquals(Set.of(), missing);
  }
}
