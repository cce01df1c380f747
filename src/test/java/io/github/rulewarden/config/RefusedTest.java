package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid configurations and their error messages; refused.txt is the specification. */
class RefusedTest {
  private static final String EXPECTED = "=> ";

  @TempDir private Path directory;

  /** A file and its problems. */
  record Case(String toml, List<String> problems) {
    @Override
    public String toString() {
      return problems.getFirst();
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String block : Pattern.compile("\n\n+").splitAsStream(specification()).toList()) {
      List<String> toml = new ArrayList<>();
      List<String> problems = new ArrayList<>();
      boolean isComment = true;
      for (String line : block.lines().toList()) {
        isComment &= line.startsWith("#");
        if (line.startsWith(EXPECTED)) {
          problems.add(line.substring(EXPECTED.length()));
        } else {
          toml.add(line);
        }
      }
      if (!isComment) {
        cases.add(new Case(String.join("\n", toml) + "\n", problems));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithExactlyTheseWords(Case given) throws IOException {
    Path file = Files.writeString(directory.resolve("rulewarden.toml"), given.toml());

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> new ConfigurationReader(directory).read());

    List<String> expected = given.problems().stream().map(text -> file + ":" + text).toList();
    assertEquals(String.join("\n", expected), refused.getMessage());
    assertEquals(
        expected,
        refused.problems().stream().map(ConfigurationException.Problem::toString).toList());
  }

  /** A D-Bus property, a history entry and a log line hold one line each. */
  @Test
  void severalProblemsGoIntoOneSentence() throws IOException {
    Path file = Files.writeString(directory.resolve("rulewarden.toml"), "mode = 1\nspeed = 2\n");

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> new ConfigurationReader(directory).read());

    List<ConfigurationException.Problem> problems = refused.problems();
    assertEquals(2, problems.size());
    assertEquals(problems.get(0) + "; " + problems.get(1), refused.inOneLine());
    assertEquals(file + ":1:1: ", refused.inOneLine().substring(0, file.toString().length() + 6));
  }

  private static String specification() throws IOException {
    try (InputStream resource = RefusedTest.class.getResourceAsStream("/config/refused.txt")) {
      return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
