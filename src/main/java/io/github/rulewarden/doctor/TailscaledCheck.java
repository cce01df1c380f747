package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.doctor.TailscaleState.Answering;
import io.github.rulewarden.doctor.TailscaleState.Mode;
import io.github.rulewarden.doctor.TailscaleState.Silent;
import io.github.rulewarden.doctor.host.Host;

/** Whether tailscaled is there, and how it goes about its work. */
final class TailscaledCheck implements Check {
  @Override
  public void examine(HostState patient, Findings findings) {
    switch (patient.tailscale()) {
      case Silent(String reason) -> silent(reason, patient, findings);
      case Answering answering -> examine(answering, patient, findings);
    }
  }

  private static void silent(String reason, HostState patient, Findings findings) {
    // A socket that refuses was left behind by one that has crashed.
    boolean isThere = patient.files().exists(Host.SOCKET) && !reason.contains("refused");
    if (isThere || patient.runs("tailscaled")) {
      findings.notExamined("tailscaled's mode and exit node", reason);
    } else if (patient.units().unit("tailscaled.service").isPresent()) {
      findings.info(
          "tailscaled-absent",
          "tailscaled does not run",
          "without it the tailnet is not reached, in whatever order the rules are",
          Remedy.run("systemctl enable --now tailscaled"));
    } else {
      findings.info(
          "tailscaled-absent",
          "tailscaled does not run, and has no unit here",
          "without it the tailnet is not reached, in whatever order the rules are",
          Remedy.advice("install Tailscale, if this host is to be in a tailnet"));
    }
  }

  private static void examine(Answering tailscale, HostState patient, Findings findings) {
    if (tailscale.mode() == Mode.USERSPACE) {
      findings.info(
          "userspace-networking",
          "tailscaled runs with --tun=userspace-networking",
          "it has no link and no rules: the tailnet is reached by its proxies only, and there is"
              + " nothing for Rulewarden to keep",
          Remedy.none());
      return;
    }
    if (!tailscale.isRunning()) {
      findings.info(
          "tailscaled-not-up",
          "tailscaled runs, but is not connected: it is in state " + tailscale.backend(),
          "until it is, its table is empty and the tailnet is not reached",
          Remedy.run("tailscale up"));
      return;
    }
    if (!patient.mayHaveTailscaleLink()) {
      findings.warning(
          Finding.TAILSCALE_INTERFACE,
          "tailscaled is connected, but there is no link " + patient.tailscaleLink(),
          "a TUN of another name is taken for a VPN's, and tailscaled for one that has crashed",
          Remedy.advice("set tailscale.interface to the name that tailscaled was given by --tun"));
    }
    if (tailscale.exitNode().isPresent()) {
      findings.info(
          "exit-node",
          "an exit node is in use: " + tailscale.exitNode().get(),
          "once Tailscale is asked first, all traffic goes to the exit node and none into the VPN;"
              + " were the VPN asked first, each would carry the other's packets in a loop",
          Remedy.run("tailscale set --exit-node="));
    }
  }
}
