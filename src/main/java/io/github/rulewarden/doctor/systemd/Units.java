package io.github.rulewarden.doctor.systemd;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.systemd.Unit.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The installed units (systemd.unit(5), "Unit File Load Path"). */
public final class Units {
  /** A file in an earlier one hides files of the same name in later ones. */
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/system.control",
          "/run/systemd/system.control",
          "/run/systemd/transient",
          "/run/systemd/generator.early",
          "/etc/systemd/system",
          "/etc/systemd/system.attached",
          "/run/systemd/system",
          "/run/systemd/system.attached",
          "/run/systemd/generator",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system",
          "/run/systemd/generator.late");

  private final Layers layers;

  /** The ones that exist, which are few. */
  private final List<String> directories = new ArrayList<>();

  private final Map<String, Unit> known = new HashMap<>();
  private final Map<String, Set<String>> wants = new TreeMap<>();

  public Units(HostFiles files) {
    this.layers = new Layers(files);
    for (String directory : DIRECTORIES) {
      if (layers.exists(directory)) {
        directories.add(directory);
      }
    }
    readWants();
  }

  /** The files and directories that could not be read so far, each with the reason. */
  public List<Probe.Failure> unreadable() {
    return layers.unreadable();
  }

  /** The unit of this name, which need not exist. */
  public Unit unit(String name) {
    Unit unit = known.get(name);
    if (unit == null) {
      unit = load(name);
      known.put(name, unit);
    }
    return unit;
  }

  /** The units that others pull in by a link, which includes all enabled ones. */
  public Set<String> wanted() {
    Set<String> names = new TreeSet<>();
    wants.values().forEach(names::addAll);
    return names;
  }

  /** The units that a unit pulls in, by links and by its own lines. */
  Set<String> pulledInBy(Unit unit) {
    Set<String> names = new TreeSet<>(wants.getOrDefault(unit.name(), Set.of()));
    names.addAll(unit.names("Wants"));
    names.addAll(unit.names("Requires"));
    return names;
  }

  /** Reads the links in {@code NAME.wants} and {@code NAME.requires}. */
  private void readWants() {
    Set<String> seen = new HashSet<>();
    for (String directory : directories) {
      for (String name : layers.names(directory)) {
        if (name.endsWith(".wants") || name.endsWith(".requires")) {
          for (String unit : layers.names(directory + "/" + name)) {
            if (seen.add(name + "/" + unit)
                && !layers.isMasked(directory + "/" + name + "/" + unit)) {
              wants
                  .computeIfAbsent(name.substring(0, name.lastIndexOf('.')), _ -> new TreeSet<>())
                  .add(unit);
            }
          }
        }
      }
    }
  }

  private Unit load(String name) {
    for (String candidate : candidates(name)) {
      for (String directory : directories) {
        String path = directory + "/" + candidate;
        if (layers.exists(path)) {
          return load(name, path);
        }
      }
    }
    return new Unit(name, Presence.ABSENT, List.of());
  }

  private Unit load(String name, String path) {
    if (layers.isMasked(path) || layers.isEmpty(path)) {
      return new Unit(name, Presence.MASKED, List.of());
    }
    List<Assignment> assignments = new ArrayList<>(layers.read(path).orElse(List.of()));
    assignments.addAll(layers.dropIns(dropInDirectories(name)));
    return new Unit(name, Presence.PRESENT, assignments);
  }

  /** The name itself, and for an instance also its template. */
  private static List<String> candidates(String name) {
    int at = name.indexOf('@');
    int dot = name.lastIndexOf('.');
    return at < 0 || dot < at
        ? List.of(name)
        : List.of(name, name.substring(0, at + 1) + name.substring(dot));
  }

  /**
   * The drop-in directories of a unit. In each directory first those of its full name, then those
   * of its prefixes that end in a dash; at last those of its type.
   */
  private List<String> dropInDirectories(String name) {
    String type = name.substring(name.lastIndexOf('.') + 1);
    List<String> found = new ArrayList<>();
    for (String parent : directories) {
      for (String candidate : candidates(name)) {
        found.add(parent + "/" + candidate + ".d");
        int dash = candidate.lastIndexOf('-', candidate.lastIndexOf('.') - 2);
        while (dash > 0) {
          found.add(parent + "/" + candidate.substring(0, dash + 1) + "." + type + ".d");
          dash = candidate.lastIndexOf('-', dash - 1);
        }
      }
    }
    for (String parent : directories) {
      found.add(parent + "/" + type + ".d");
    }
    return found;
  }
}
