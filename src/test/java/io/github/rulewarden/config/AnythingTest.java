package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any file results in a configuration or in problems with places in that file. */
class AnythingTest {
  private static final long SEED = Long.getLong("rulewarden.seed", System.nanoTime());
  private static final int ROUNDS = 500;

  private static final String GOOD =
      """
      mode = "repair"
      strategy = 'relocate' # ü
      [tailscale]
      table = 52
      bypass-mark = "0x80000/0xff0000"
      interface = "tailscale0"
      [vpn]
      tables = [ 51820,
        0x10 ]
      ignore = ["0x1bd00", 7120]
      priorities = "5300-5999"
      [budget]
      repairs = 10
      window = "60s"
      max-backoff = "5min"
      [metrics]
      textfile = "/var/lib/a.prom"
      """;

  private static final List<String> SCRAPS =
      List.of(
          "[",
          "]",
          "[[",
          "]]",
          "{",
          "}",
          "\"",
          "'",
          "'''",
          "\"\"\"",
          "\\u",
          "\\",
          "=",
          ".",
          ",",
          "#",
          "\n",
          "\r",
          "\0",
          "-",
          "0x",
          "1e9",
          "inf",
          "nan",
          "true",
          "1979-05-27T07:32:00Z",
          "99999999999999999999",
          "-9223372036854775808",
          "\ufeff",
          "\ud83d\ude00",
          "[vpn]",
          "tables = [52]",
          "vpn = { tables = [[]] }",
          "a.b.c.d = 1",
          "\"\" = 1",
          "[[rule]]");

  @TempDir private Path directory;

  @Test
  void endsWell() throws Exception {
    Random random = new Random(SEED);
    Path file = directory.resolve("rulewarden.toml");
    ConfigurationReader reader = new ConfigurationReader(directory);
    int good = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutated(random);
      Files.write(file, bytes);
      try {
        reader.read();
        good++;
      } catch (ConfigurationException e) {
        check(e, file, bytes, "seed " + SEED + ": ");
      } catch (RuntimeException | Error e) {
        fail("seed " + SEED + ", round " + round + ": " + quoted(bytes), e);
      }
    }
    // Otherwise the mutations are too small or too large to find anything.
    assertTrue(good > ROUNDS / 100, "seed " + SEED + ": only " + good + " were good");
    assertTrue(good < ROUNDS / 2, "seed " + SEED + ": as many as " + good + " were good");
  }

  /** Checks that every problem names this file and a place in it. */
  static void check(ConfigurationException e, Path file, byte[] bytes, String origin) {
    String context = origin + quoted(bytes);
    assertFalse(e.problems().isEmpty(), context);
    long lines =
        new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count() + 1;
    for (ConfigurationException.Problem problem : e.problems()) {
      String text = context + "\n" + problem;
      assertTrue(problem.file().equals(file), text);
      assertTrue(1 <= problem.line() && problem.line() <= lines, text);
      assertTrue(1 <= problem.column() && problem.column() <= bytes.length + 1, text);
      assertFalse(problem.text().isBlank(), text);
      assertTrue(problem.text().chars().noneMatch(Character::isISOControl), text);
    }
  }

  /** Returns the good text with a few errors in it. */
  private static byte[] mutated(Random random) {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int from = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, from + random.nextInt(8));
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(bytes, 0, from);
      switch (random.nextInt(5)) {
        case 0 -> changed.write(random.nextInt(256));
        case 1 -> changed.writeBytes(scrap(random));
        case 2 -> changed.write('0' + random.nextInt(10));
        case 3 -> {
          changed.write(bytes, from, to - from);
          changed.write(bytes, from, to - from);
        }
        default -> {}
      }
      changed.write(bytes, to, bytes.length - to);
      bytes = changed.toByteArray();
    }
    return bytes;
  }

  private static byte[] scrap(Random random) {
    return SCRAPS.get(random.nextInt(SCRAPS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
