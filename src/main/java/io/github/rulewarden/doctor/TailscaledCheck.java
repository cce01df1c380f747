package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.doctor.TailscaleState.Answering;
import io.github.rulewarden.doctor.TailscaleState.Mode;
import io.github.rulewarden.doctor.TailscaleState.Unavailable;
import io.github.rulewarden.doctor.host.Host;
import io.github.rulewarden.doctor.host.Probe;

/** Whether tailscaled runs, is connected, and in which mode. */
final class TailscaledCheck implements Check {
  @Override
  public void examine(HostState host, Findings findings) {
    switch (host.tailscale()) {
      case Unavailable(Probe.Failure failure) -> unavailable(failure, host, findings);
      case Answering answering -> examine(answering, host, findings);
    }
  }

  private static void unavailable(Probe.Failure failure, HostState host, Findings findings) {
    // A tailscaled that has crashed leaves a socket behind that refuses connections.
    boolean mayListen = host.files().exists(Host.SOCKET) && failure.cause() != Probe.Cause.REFUSED;
    if (mayListen || host.runs("tailscaled")) {
      findings.notExamined("tailscaled's mode and exit node", failure);
    } else if (host.units().unit("tailscaled.service").isPresent()) {
      findings.info(
          "tailscaled-absent",
          "tailscaled is not running",
          "without it this host cannot reach the tailnet, whatever the order of the rules",
          Remedy.run("systemctl enable --now tailscaled"));
    } else {
      findings.info(
          "tailscaled-absent",
          "tailscaled is not running and has no unit",
          "without it this host cannot reach the tailnet, whatever the order of the rules",
          Remedy.advice("install Tailscale if this host should be in a tailnet"));
    }
  }

  private static void examine(Answering tailscale, HostState host, Findings findings) {
    if (tailscale.mode() == Mode.USERSPACE) {
      findings.info(
          "userspace-networking",
          "tailscaled runs with --tun=userspace-networking",
          "it has no link and no rules: the tailnet is reachable only through its proxies, and"
              + " Rulewarden has nothing to do",
          Remedy.none());
      return;
    }
    if (!tailscale.isRunning()) {
      findings.info(
          "tailscaled-not-up",
          "tailscaled is running but not connected: its state is " + tailscale.backend(),
          "until it connects, its table is empty and the tailnet unreachable",
          Remedy.run("tailscale up"));
      return;
    }
    if (!host.mayHaveTailscaleLink()) {
      findings.warning(
          Finding.Code.TAILSCALE_INTERFACE.text(),
          "tailscaled is connected, but there is no link " + host.tailscaleLink(),
          "Rulewarden mistakes a TUN with another name for a VPN's, and assumes a crash of tailscaled",
          Remedy.advice("set tailscale.interface to the name given to tailscaled with --tun"));
    }
    if (tailscale.exitNode().isPresent()) {
      findings.info(
          "exit-node",
          "an exit node is in use: " + tailscale.exitNode().get(),
          "with Tailscale's rules first, all traffic goes to the exit node and none into the VPN; with"
              + " the VPN's rules first, each tunnel carries the other's packets in a loop",
          Remedy.run("tailscale set --exit-node="));
    }
  }
}
