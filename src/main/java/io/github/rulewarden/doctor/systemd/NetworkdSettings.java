package io.github.rulewarden.doctor.systemd;

import io.github.rulewarden.doctor.host.HostFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** systemd-networkd's own configuration (networkd.conf(5)). */
public final class NetworkdSettings {
  private static final List<String> PLACES =
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
    for (String place : PLACES) {
      if (layers.exists(place + "/" + FILE)) {
        assignments.addAll(layers.read(place + "/" + FILE).orElse(List.of()));
        break;
      }
    }
    assignments.addAll(
        layers.dropIns(PLACES.stream().map(place -> place + "/" + FILE + ".d").toList()));
  }

  /** What could not be read, each with the reason. */
  public List<String> unreadable() {
    return layers.unreadable();
  }

  /** Whether it deletes rules that are not its own; it does unless it is told not to. */
  public boolean deletesForeignRules() {
    boolean deletes = true;
    for (Assignment assignment : assignments) {
      if (assignment.isOf("Network", "ManageForeignRoutingPolicyRules")) {
        // What is neither, it passes over.
        deletes =
            deletes ? !TriState.isFalse(assignment.value()) : TriState.isTrue(assignment.value());
      }
    }
    return deletes;
  }

  /** The line that decides; empty if there is none. */
  public Optional<Assignment> decisive() {
    return assignments.stream()
        .filter(line -> line.isOf("Network", "ManageForeignRoutingPolicyRules"))
        .reduce((_, last) -> last);
  }
}
