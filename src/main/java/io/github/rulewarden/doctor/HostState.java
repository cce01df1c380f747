package io.github.rulewarden.doctor;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.doctor.host.Host;
import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.host.Processes;
import io.github.rulewarden.doctor.systemd.Units;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.TailscaleLink;
import java.util.List;

/**
 * What is looked at, as it is at one moment.
 *
 * @param rules the kernel's
 * @param daemon Rulewarden's own
 * @param units those of systemd's that are installed
 */
public record HostState(
    Host host,
    Policy policy,
    Probe<Snapshot> rules,
    TailscaleState tailscale,
    DaemonState daemon,
    List<Processes.Entry> processes,
    Units units) {
  /** Rulewarden's daemon. */
  public sealed interface DaemonState {
    /** It answers. */
    record Answering(Status status) implements DaemonState {}

    /** It does not. */
    record Silent(ManagerException.Kind kind, String reason) implements DaemonState {}
  }

  /**
   * Takes a look.
   *
   * @param rules the kernel's, read a moment ago
   */
  public static HostState of(Host host, Policy policy, Probe<Snapshot> rules, DaemonState daemon) {
    return new HostState(
        host,
        policy,
        rules,
        TailscaleState.ask(host.tailscaled()),
        daemon,
        Processes.of(host.files()),
        new Units(host.files()));
  }

  HostFiles files() {
    return host.files();
  }

  /** Whether some process has this name; as in {@code ps}, 15 characters count. */
  boolean runs(String name) {
    String comm = name.substring(0, Math.min(15, name.length()));
    return processes.stream().anyMatch(process -> process.name().equals(comm));
  }

  /** Whether the kernel has a link of this name; yes if that is not known. */
  boolean mayHaveLink(String name) {
    return switch (rules) {
      case Probe.Unknown<Snapshot> _ -> true;
      case Probe.Known<Snapshot>(Snapshot snapshot) ->
          snapshot.links().stream().anyMatch(link -> link.name().equals(name));
    };
  }

  /** Whether Tailscale's link is there; yes if that is not known. */
  boolean mayHaveTailscaleLink() {
    return switch (rules) {
      case Probe.Unknown<Snapshot> _ -> true;
      case Probe.Known<Snapshot>(Snapshot snapshot) ->
          TailscaleLink.of(snapshot, policy).isPresent();
    };
  }

  /** The name of Tailscale's link; where it is not there, the one it should have. */
  String tailscaleLink() {
    return rules
        .ifKnown()
        .flatMap(snapshot -> TailscaleLink.of(snapshot, policy))
        .map(Link::name)
        .or(() -> policy.tailscale().linkName())
        .orElse(TailscaleLink.USUAL_NAME);
  }

  /** Whether systemd is what started this host ({@code sd_booted(3)}). */
  boolean hasSystemd() {
    return files().exists("/run/systemd/system");
  }
}
