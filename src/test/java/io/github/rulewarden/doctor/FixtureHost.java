package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.Host;
import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A host that is made up, described by a text:
 *
 * <pre>
 * == file PATH               and below it what is in the file
 * == link PATH TARGET        a symbolic link
 * == dir PATH                an empty directory
 * == process PID WORD...     a process with this command line
 * == output COMMAND...       and below it what the command prints
 * == fails COMMAND... : WHY  a command that fails
 * == api PATH                and below it what tailscaled answers
 * </pre>
 *
 * <p>What is not described is not there.
 */
public final class FixtureHost {
  private static final Path LIBRARY = Path.of("src/test/resources/doctor");

  private final Path root;
  private final Map<String, Probe<String>> outputs = new HashMap<>();
  private final Map<String, Probe<String>> answers = new HashMap<>();

  /** An empty host in a directory, which need not be there. */
  public FixtureHost(Path root) {
    this.root = root;
  }

  /** The host as it has been described so far. */
  public Host host() {
    return new Host(
        new HostFiles(root),
        command ->
            outputs.getOrDefault(
                String.join(" ", command),
                new Probe.Unknown<>(command.getFirst() + " is not installed")),
        path ->
            answers.getOrDefault(
                path, new Probe.Unknown<>("there is no /run/tailscale/tailscaled.sock")));
  }

  /** Adds what src/test/resources/doctor/NAME.txt describes. */
  public FixtureHost addNamed(String name) {
    try {
      return add(Files.readString(LIBRARY.resolve(name + ".txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds what a text describes; what is there already is replaced. */
  public FixtureHost add(String text) {
    for (String block : text.split("(?m)^== ", -1)) {
      if (!block.isBlank()) {
        int end = block.indexOf('\n');
        String body = end < 0 ? "" : block.substring(end + 1);
        try {
          add((end < 0 ? block : block.substring(0, end)).split(" ", -1), body);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return this;
  }

  private void add(String[] words, String body) throws IOException {
    List<String> rest = List.of(words).subList(1, words.length);
    switch (words[0]) {
      case "file" -> write(rest.getFirst(), body);
      case "link" -> {
        Path link = root.resolve(rest.getFirst().substring(1));
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(rest.get(1)));
      }
      case "dir" -> Files.createDirectories(root.resolve(rest.getFirst().substring(1)));
      case "process" -> {
        String directory = "/proc/" + rest.getFirst();
        List<String> line = rest.subList(1, rest.size());
        String name = line.getFirst().substring(line.getFirst().lastIndexOf('/') + 1);
        write(directory + "/comm", name.substring(0, Math.min(15, name.length())) + "\n");
        write(directory + "/cmdline", String.join("\0", line) + "\0");
      }
      case "output" -> outputs.put(String.join(" ", rest), new Probe.Known<>(body));
      case "fails" -> {
        String line = String.join(" ", rest);
        int colon = line.indexOf(" : ");
        outputs.put(line.substring(0, colon), new Probe.Unknown<>(line.substring(colon + 3)));
      }
      case "api" -> answers.put(rest.getFirst(), new Probe.Known<>(body));
      default -> throw new IllegalArgumentException("no such block: " + words[0]);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
