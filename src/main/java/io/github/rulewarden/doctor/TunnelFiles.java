package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The configuration files of wg-quick's tunnels (wg-quick(8)).
 *
 * @param problem why some of them could not be read; empty if all could
 */
record TunnelFiles(List<TunnelFile> files, Optional<Probe.Failure> problem) {
  static final String DIRECTORY = "/etc/wireguard";
  private static final String SUFFIX = ".conf";

  /** One key with its value. */
  record Line(int number, String key, String value) {
    String text() {
      return key + " = " + value;
    }
  }

  /** One tunnel. */
  record TunnelFile(String path, List<Line> all) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1, path.length() - SUFFIX.length());
    }

    /** The lines of one key, whose case wg-quick ignores. */
    List<Line> lines(String key) {
      return all.stream().filter(line -> line.key().equalsIgnoreCase(key)).toList();
    }

    /** Whether wg-quick adds no rules for it and leaves that to PostUp. */
    boolean isTableOff() {
      return lines("Table").stream()
          .anyMatch(line -> line.value().toLowerCase(Locale.ROOT).equals("off"));
    }
  }

  /**
   * Comments out lines of a tunnel's file. The tunnel has to be down meanwhile, because stopping it
   * undoes what the file says at that moment.
   */
  static Remedy withoutLines(TunnelFile tunnel, List<Line> lines, HostState host) {
    StringBuilder edits = new StringBuilder();
    for (Line line : lines) {
      edits.append(edits.isEmpty() ? "" : ";").append(line.number()).append("s/^/#/");
    }
    String edit = "sed -i '" + edits + "' " + tunnel.path();
    String name = tunnel.name();
    if (!host.mayHaveLink(name)) {
      return Remedy.run(edit);
    }
    String unit = "wg-quick@" + name;
    return host.units().wanted().contains(unit + ".service")
        ? Remedy.run("systemctl stop " + unit, edit, "systemctl start " + unit)
        : Remedy.run("wg-quick down " + name, edit, "wg-quick up " + name);
  }

  static TunnelFiles read(HostFiles files) {
    return switch (files.names(DIRECTORY)) {
      case Probe.Unknown<List<String>>(Probe.Failure failure) ->
          new TunnelFiles(List.of(), Optional.of(failure));
      case Probe.Known<List<String>>(List<String> names) -> read(files, names);
    };
  }

  private static TunnelFiles read(HostFiles files, List<String> names) {
    List<TunnelFile> tunnels = new ArrayList<>();
    Optional<Probe.Failure> problem = Optional.empty();
    for (String name : names) {
      String path = DIRECTORY + "/" + name;
      if (name.endsWith(SUFFIX)) {
        switch (files.text(path)) {
          case Probe.Unknown<Optional<String>>(Probe.Failure failure) ->
              problem = Optional.of(failure);
          case Probe.Known<Optional<String>>(Optional<String> text) ->
              text.ifPresent(content -> tunnels.add(new TunnelFile(path, lines(content))));
        }
      }
    }
    return new TunnelFiles(tunnels, problem);
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      int comment = line.indexOf('#');
      String stripped = comment < 0 ? line : line.substring(0, comment);
      int equals = stripped.indexOf('=');
      if (equals > 0) {
        String key = stripped.substring(0, equals).strip();
        lines.add(new Line(number, key, stripped.substring(equals + 1).strip()));
      }
    }
    return lines;
  }
}
