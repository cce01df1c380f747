package io.github.rulewarden.doctor.systemd;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files that are laid over each other: of those with the same name the one in the directory that is
 * searched first counts; drop-ins come in the order of their names, whichever directory they are
 * in.
 */
final class Layers {
  private static final String NOWHERE = "/dev/null";

  private final HostFiles files;
  private final Set<String> unreadable = new TreeSet<>();

  Layers(HostFiles files) {
    this.files = files;
  }

  /** What could not be read so far, each with the reason. */
  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  /** The assignments of one file; empty if there is none. */
  Optional<List<Assignment>> read(String path) {
    return switch (files.text(path)) {
      case Probe.Known<Optional<String>>(Optional<String> text) ->
          text.map(there -> Assignment.parse(path, there));
      case Probe.Unknown<Optional<String>>(String reason) -> {
        unreadable.add(path + ": " + reason);
        yield Optional.empty();
      }
    };
  }

  /** The assignments of all drop-ins ({@code *.conf}) in some directories. */
  List<Assignment> dropIns(List<String> directories) {
    TreeMap<String, String> first = new TreeMap<>();
    for (String directory : directories) {
      for (String name : names(directory)) {
        if (name.endsWith(".conf")) {
          first.putIfAbsent(name, directory + "/" + name);
        }
      }
    }
    List<Assignment> assignments = new ArrayList<>();
    for (String path : first.values()) {
      if (!isMasked(path)) {
        assignments.addAll(read(path).orElse(List.of()));
      }
    }
    return assignments;
  }

  List<String> names(String directory) {
    return switch (files.names(directory)) {
      case Probe.Known<List<String>>(List<String> names) -> names;
      case Probe.Unknown<List<String>>(String reason) -> {
        unreadable.add(directory + ": " + reason);
        yield List.of();
      }
    };
  }

  boolean exists(String path) {
    return files.exists(path);
  }

  /** Whether the file is a link to nowhere, by which what has the same name elsewhere is hidden. */
  boolean isMasked(String path) {
    return files.link(path).equals(Optional.of(NOWHERE));
  }

  /** Whether there is not a single byte in the file. */
  boolean isEmpty(String path) {
    return files.text(path).equals(new Probe.Known<>(Optional.of("")));
  }
}
