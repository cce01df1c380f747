package io.github.rulewarden.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every recorded input, complete and truncated, so that no fixed failure returns. */
@Timeout(600)
class CorpusTest {
  /** So many cuts of one input are enough to find a length that nobody looked at. */
  private static final int MOST_CUTS = 32;

  static List<Corpus> corpora() {
    return Corpus.all();
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void holds(Corpus corpus) {
    Target target = corpus.target();
    for (Corpus.Input input : corpus.inputs()) {
      byte[] bytes = input.bytes();
      feed(target, bytes, input);
      int step = Math.max(1, bytes.length / MOST_CUTS);
      for (int length = 0; length < bytes.length; length += step) {
        feed(target, Arrays.copyOf(bytes, length), input);
      }
    }
  }

  private static void feed(Target target, byte[] bytes, Corpus.Input input) {
    assertDoesNotThrow(() -> Target.result(target, bytes), () -> input + ": " + bytes.length);
  }

  /** Else it would never be fired at. */
  @Test
  void everyTargetHasACorpusOfItsName() throws IOException {
    Path sources = Path.of("src/fuzz/java/io/github/rulewarden");
    List<String> targets;
    try (Stream<Path> files = Files.walk(sources)) {
      targets =
          files
              .map(file -> sources.relativize(file).toString())
              .filter(file -> file.endsWith("Fuzz.java"))
              .map(file -> file.replace(".java", "").replace('/', '.'))
              .sorted()
              .toList();
    }
    assertEquals(targets, Corpus.all().stream().map(Corpus::name).toList());
  }
}
