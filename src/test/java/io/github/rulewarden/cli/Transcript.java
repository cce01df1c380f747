package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Kind;
import io.github.rulewarden.cli.Terminal.Palette;
import io.github.rulewarden.config.ConfigurationReader;
import io.github.rulewarden.doctor.FixtureHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line session as a text that can be read and run again.
 *
 * <p>{@code # comment}; {@code @ host inverted} and the like set the conditions; {@code @ write
 * FILE | TEXT} writes a configuration; {@code @ fixture NAME} adds to what the doctor examines;
 * {@code $ rulewarden rules} runs the program. Everything else is the program's output. An escape
 * character is shown as {@code ^[}.
 */
final class Transcript {
  private static final String SHOWN_DIRECTORY = "/etc/rulewarden";

  private final Path directory;
  private final FixtureHost host;
  private final Map<String, String> conditions =
      new HashMap<>(
          Map.of(
              "host", "inverted",
              "kernel", "good",
              "daemon", "absent",
              "terminal", "plain",
              "columns", "80",
              "zone", "UTC"));
  private final StringBuilder text = new StringBuilder();

  /** Runs with the configuration in {@code directory}, which is shown as /etc/rulewarden. */
  Transcript(Path directory) {
    this.directory = directory;
    this.host = new FixtureHost(directory.resolve("root"));
  }

  /** Returns the transcript with the same comments and calls, and the current output. */
  String replay(String original) throws IOException {
    for (String line : original.lines().toList()) {
      if (line.startsWith("# ") || line.startsWith("@ ") || line.startsWith("$ ")) {
        text.append(text.isEmpty() || isTogether(line) ? "" : "\n").append(line).append('\n');
      }
      if (line.startsWith("@ ")) {
        set(line.substring(2));
      } else if (line.startsWith("$ ")) {
        call(line.substring(2));
      }
    }
    return text.toString();
  }

  /**
   * Whether the line belongs to the paragraph of the previous line; only output ends a paragraph.
   */
  private boolean isTogether(String line) {
    int start = text.lastIndexOf("\n", text.length() - 2) + 1;
    char before = text.charAt(start);
    return before == '#' || (before == '@' && !line.startsWith("# "));
  }

  private void set(String line) throws IOException {
    int space = line.indexOf(' ');
    String name = line.substring(0, space);
    String value = line.substring(space + 1);
    if (name.equals("write")) {
      int bar = value.indexOf(" | ");
      Path file = directory.resolve(value.substring(0, bar));
      Files.createDirectories(file.getParent());
      Files.writeString(file, value.substring(bar + 3));
    } else if (name.equals("fixture")) {
      host.addNamed(value);
    } else {
      conditions.put(name, value);
    }
  }

  private void call(String line) {
    List<String> words =
        List.of(line.replace(SHOWN_DIRECTORY, directory.toString()).split(" ", -1));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new RulewardenCli(dependencies(out))
            .run(
                words.subList(1, words.size()).toArray(String[]::new),
                new PrintWriter(out),
                new PrintWriter(err),
                terminal());
    text.append(shown(out.toString()));
    if (!err.toString().isEmpty()) {
      text.append("stderr:\n").append(shown(err.toString()));
    }
    text.append("exit ").append(exit).append('\n');
  }

  private Terminal terminal() {
    Terminal.Columns columns = () -> Integer.parseInt(value("columns"));
    return switch (value("terminal")) {
      case "plain" -> Terminal.PLAIN;
      case "dumb" -> new Terminal(Kind.TELETYPE, Palette.NONE, columns);
      case "no colour" -> new Terminal(Kind.SCREEN, Palette.NONE, columns);
      case "colour" -> new Terminal(Kind.SCREEN, Palette.ECMA_48, columns);
      default -> throw new IllegalArgumentException("no such terminal");
    };
  }

  private String shown(String output) {
    return output.replace(directory.toString(), SHOWN_DIRECTORY).replace("\u001b", "^[");
  }

  private Dependencies dependencies(StringWriter out) {
    return new Dependencies(
        "1.2.3",
        new ConfigurationReader(directory),
        new FakeLocalKernel(Hosts.named(value("host")), value("kernel")),
        new FakeDaemon(value("daemon")),
        source -> {
          out.append("(the daemon runs with " + source.read().files() + ")\n");
          return 0;
        },
        (demo, terminal) -> {
          demo.println("(the demo runs on a terminal: " + terminal.kind() + ")");
          return 0;
        },
        host.host(),
        Clock.fixed(Instant.parse("2026-11-20T08:41:40Z"), ZoneId.of(value("zone"))));
  }

  private String value(String name) {
    return conditions.getOrDefault(name, "");
  }
}
