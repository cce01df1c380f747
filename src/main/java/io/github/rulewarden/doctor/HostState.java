package io.github.rulewarden.doctor;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.doctor.host.Host;
import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.host.Processes;
import io.github.rulewarden.doctor.host.Programs;
import io.github.rulewarden.doctor.systemd.Units;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.TailscaleLink;
import java.util.List;

/**
 * The state of the host at one moment.
 *
 * @param rules of the kernel
 * @param daemon of Rulewarden
 * @param units of systemd that are installed
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

    /** It holds the instance lock, so it runs, but the bus does not lead to it. */
    record WithoutBus(String reason) implements DaemonState {}

    /** It does not answer. */
    record Unavailable(ManagerException.Kind kind, String reason) implements DaemonState {}
  }

  /**
   * Reads the state of a host.
   *
   * @param rules that the kernel has
   */
  public static HostState of(Host host, Policy policy, Probe<Snapshot> rules, DaemonState daemon) {
    return new HostState(
        host,
        policy,
        rules,
        TailscaleState.read(host.tailscaled()),
        daemon,
        Processes.of(host.files()),
        new Units(host.files()));
  }

  Programs programs() {
    return host.programs();
  }

  HostFiles files() {
    return host.files();
  }

  /** Whether a process has this name; the kernel keeps 15 characters of it. */
  boolean runs(String name) {
    String comm = name.substring(0, Math.min(15, name.length()));
    return processes.stream().anyMatch(process -> process.name().equals(comm));
  }

  /** Whether a link of this name exists; true if that is unknown. */
  boolean mayHaveLink(String name) {
    return switch (rules) {
      case Probe.Unknown<Snapshot> _ -> true;
      case Probe.Known<Snapshot>(Snapshot snapshot) ->
          snapshot.links().stream().anyMatch(link -> link.name().equals(name));
    };
  }

  /** Whether Tailscale's link exists; true if that is unknown. */
  boolean mayHaveTailscaleLink() {
    return switch (rules) {
      case Probe.Unknown<Snapshot> _ -> true;
      case Probe.Known<Snapshot>(Snapshot snapshot) ->
          TailscaleLink.of(snapshot, policy).isPresent();
    };
  }

  /** The name of Tailscale's link; the expected name if it does not exist. */
  String tailscaleLink() {
    return rules
        .ifKnown()
        .flatMap(snapshot -> TailscaleLink.of(snapshot, policy))
        .map(Link::name)
        .or(() -> policy.tailscale().linkName())
        .orElse(TailscaleLink.USUAL_NAME);
  }

  /** Whether this host was booted with systemd ({@code sd_booted(3)}). */
  boolean hasSystemd() {
    return files().exists("/run/systemd/system");
  }
}
