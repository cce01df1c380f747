package io.github.rulewarden.doctor.systemd;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads files that override each other. Of two files with the same name, the one in the earlier
 * directory wins; drop-ins apply in the order of their names, whatever their directory.
 */
final class Layers {
  private static final String NULL_DEVICE = "/dev/null";

  private final HostFiles files;

  /** By path. */
  private final SortedMap<String, Probe.Failure> unreadable = new TreeMap<>();

  Layers(HostFiles files) {
    this.files = files;
  }

  /** The files and directories that could not be read so far, each with the reason. */
  List<Probe.Failure> unreadable() {
    return List.copyOf(unreadable.values());
  }

  /** The assignments of one file; empty if the file does not exist. */
  Optional<List<Assignment>> read(String path) {
    return switch (files.text(path)) {
      case Probe.Known<Optional<String>>(Optional<String> text) ->
          text.map(content -> Assignment.parse(path, content));
      case Probe.Unknown<Optional<String>>(Probe.Failure failure) -> {
        unreadable.put(path, failure.within(path));
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
      case Probe.Unknown<List<String>>(Probe.Failure failure) -> {
        unreadable.put(directory, failure.within(directory));
        yield List.of();
      }
    };
  }

  boolean exists(String path) {
    return files.exists(path);
  }

  /** Whether the file is a link to /dev/null, which hides files of the same name elsewhere. */
  boolean isMasked(String path) {
    return files.link(path).equals(Optional.of(NULL_DEVICE));
  }

  /** Whether the file has no bytes. */
  boolean isEmpty(String path) {
    return files.text(path).equals(new Probe.Known<>(Optional.of("")));
  }
}
