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
 * A simulated host, described by a text:
 *
 * <pre>
 * == file PATH               followed by the content of the file
 * == link PATH TARGET        a symbolic link
 * == dir PATH                an empty directory
 * == process PID WORD...     a process with this command line
 * == output COMMAND...       followed by the output of the command
 * == fails COMMAND... : WHY  a command that fails
 * == forbidden COMMAND... : WHY  a command that fails for lack of a permission
 * == refuses PATH            a request that tailscaled's socket refuses
 * == api PATH                followed by the answer of tailscaled
 * </pre>
 *
 * <p>Anything else does not exist.
 */
public final class FixtureHost {
  private static final Path LIBRARY = Path.of("src/test/resources/doctor");

  private final Path root;
  private final Map<String, Probe<String>> outputs = new HashMap<>();
  private final Map<String, Probe<String>> answers = new HashMap<>();

  /** Creates an empty host in a directory, which need not exist. */
  public FixtureHost(Path root) {
    this.root = root;
  }

  /** Returns the host with everything added so far. */
  public Host host() {
    return new Host(
        new HostFiles(root),
        command ->
            outputs.getOrDefault(
                String.join(" ", command), Probe.unknown(command.getFirst() + " is not installed")),
        path ->
            answers.getOrDefault(
                path, Probe.unknown("/run/tailscale/tailscaled.sock does not exist")));
  }

  /** Adds the host of src/test/resources/doctor/NAME.txt. */
  public FixtureHost addNamed(String name) {
    try {
      return add(Files.readString(LIBRARY.resolve(name + ".txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the host of a text, and replaces what exists already. */
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
      case "fails" -> fail(String.join(" ", rest), Probe.Cause.OTHER);
      case "forbidden" -> fail(String.join(" ", rest), Probe.Cause.FORBIDDEN);
      case "refuses" ->
          answers.put(
              rest.getFirst(),
              new Probe.Unknown<>(new Probe.Failure(Probe.Cause.REFUSED, "Connection refused")));
      case "api" -> answers.put(rest.getFirst(), new Probe.Known<>(body));
      default -> throw new IllegalArgumentException("no such block: " + words[0]);
    }
  }

  private void fail(String line, Probe.Cause cause) {
    int colon = line.indexOf(" : ");
    outputs.put(
        line.substring(0, colon),
        new Probe.Unknown<>(new Probe.Failure(cause, line.substring(colon + 3))));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
