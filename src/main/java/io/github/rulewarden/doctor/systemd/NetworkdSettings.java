package io.github.rulewarden.doctor.systemd;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** systemd-networkd's own configuration (networkd.conf(5)). */
public final class NetworkdSettings {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd",
          "/run/systemd",
          "/usr/local/lib/systemd",
          "/usr/lib/systemd",
          "/lib/systemd");
  private static final String FILE = "networkd.conf";

  private final Layers layers;
  private final List<Assignment> assignments = new ArrayList<>();

  public NetworkdSettings(HostFiles files) {
    this.layers = new Layers(files);
    for (String directory : DIRECTORIES) {
      if (layers.exists(directory + "/" + FILE)) {
        assignments.addAll(layers.read(directory + "/" + FILE).orElse(List.of()));
        break;
      }
    }
    assignments.addAll(
        layers.dropIns(
            DIRECTORIES.stream().map(directory -> directory + "/" + FILE + ".d").toList()));
  }

  /** The files that could not be read, each with the reason. */
  public List<Probe.Failure> unreadable() {
    return layers.unreadable();
  }

  /** Whether it deletes rules that it did not add itself, which is the default. */
  public boolean deletesForeignRules() {
    boolean deletes = true;
    for (Assignment assignment : assignments) {
      if (assignment.isOf("Network", "ManageForeignRoutingPolicyRules")) {
        // It ignores a value that is not a boolean.
        deletes =
            deletes ? !TriState.isFalse(assignment.value()) : TriState.isTrue(assignment.value());
      }
    }
    return deletes;
  }

  /** The line in force; empty if no file sets it. */
  public Optional<Assignment> decisive() {
    return assignments.stream()
        .filter(line -> line.isOf("Network", "ManageForeignRoutingPolicyRules"))
        .reduce((_, last) -> last);
  }
}
