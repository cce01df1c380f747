package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded session at the command line, stored under src/it/resources/cli: comments ({@code #
 * comment}), commands ({@code $ rulewarden status}), and the output of the program, which runs in a
 * process of its own. {@code -Drulewarden.transcripts=write} replaces the recorded output by the
 * current output; read it before you commit it.
 */
final class GoldenSession {
  private static final Path SESSIONS = Path.of("src/it/resources/cli");
  private static final boolean WRITE = "write".equals(System.getProperty("rulewarden.transcripts"));

  private final TestHost host;
  private final List<String> by;
  private final Masks masks = new Masks();

  /**
   * @param by a command that starts another program, such as {@code env}
   */
  GoldenSession(TestHost host, List<String> by) {
    this.host = host;
    this.by = by;
    masks.addLiterally(host.directory().toString(), "DIRECTORY");
  }

  /** Returns the masks of this session; a test can add further masks. */
  Masks masks() {
    return masks;
  }

  /** Runs the session of this name again. The output must equal the recorded output. */
  void replay(String name) throws IOException {
    Path file = SESSIONS.resolve(name + ".txt");
    String original = Files.readString(file);
    StringBuilder now = new StringBuilder();
    for (String line : original.lines().toList()) {
      if (line.startsWith("# ")) {
        now.append(now.isEmpty() ? "" : "\n").append(line).append('\n');
      } else if (line.startsWith("$ ")) {
        now.append(isBelowComment(now) ? "" : "\n").append(line).append('\n').append(said(line));
      }
    }
    if (WRITE) {
      Files.writeString(file, now);
    }
    assertEquals(original, now.toString());
  }

  private static boolean isBelowComment(StringBuilder text) {
    return text.isEmpty() || text.charAt(text.lastIndexOf("\n", text.length() - 2) + 1) == '#';
  }

  private String said(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      words.add(word.replace("DIRECTORY", host.directory().toString()));
    }
    Program program =
        Rulewarden.run(host, by, words.subList(2, words.size()).toArray(String[]::new));
    String errors = program.errors().isEmpty() ? "" : "stderr:\n" + program.errors();
    return masks.masked(program.output() + errors) + "exit " + program.exitCode() + "\n";
  }
}
