package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.systemd.NetworkdSettings;
import java.util.Set;

/** Whether systemd-networkd is in use and deletes rules that it did not add. */
final class NetworkdCheck implements Check {
  private static final String DIRECTORY = "/etc/systemd/networkd.conf.d";

  @Override
  public void examine(HostState host, Findings findings) {
    Set<String> wanted = host.units().wanted();
    boolean isUsed =
        host.runs("systemd-networkd")
            || wanted.contains("systemd-networkd.service")
            || wanted.contains("systemd-networkd.socket");
    if (!isUsed) {
      return;
    }
    NetworkdSettings settings = new NetworkdSettings(host.files());
    for (Probe.Failure unreadable : settings.unreadable()) {
      findings.notExamined("systemd-networkd's settings", unreadable);
    }
    if (settings.deletesForeignRules() && settings.unreadable().isEmpty()) {
      String line =
          settings.decisive().map(found -> "set in " + found.file()).orElse("the default");
      findings.warning(
          "networkd-deletes-rules",
          "systemd-networkd deletes rules that are not its own"
              + " (ManageForeignRoutingPolicyRules=yes, "
              + line
              + ")",
          "when it restarts or is upgraded, on `netplan apply` and, in newer versions, on"
              + " `networkctl reload`, the VPN's rules vanish and its traffic leaves unencrypted,"
              + " until Rulewarden restores the rules after two seconds without changes",
          // The restart itself deletes nothing: networkd reads the new setting first.
          Remedy.run(
              "mkdir -p " + DIRECTORY,
              "printf '[Network]\\nManageForeignRoutingPolicyRules=no\\n' > "
                  + DIRECTORY
                  + "/90-rulewarden.conf",
              "systemctl restart systemd-networkd"));
    }
  }
}
