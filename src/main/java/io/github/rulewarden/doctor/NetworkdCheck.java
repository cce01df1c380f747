package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.systemd.NetworkdSettings;
import java.util.Set;

/** Whether systemd-networkd is there, and deletes what it did not make. */
final class NetworkdCheck implements Check {
  private static final String DIRECTORY = "/etc/systemd/networkd.conf.d";

  @Override
  public void examine(HostState patient, Findings findings) {
    Set<String> wanted = patient.units().wanted();
    boolean isThere =
        patient.runs("systemd-networkd")
            || wanted.contains("systemd-networkd.service")
            || wanted.contains("systemd-networkd.socket");
    if (!isThere) {
      return;
    }
    NetworkdSettings settings = new NetworkdSettings(patient.files());
    for (String unreadable : settings.unreadable()) {
      findings.notExamined("systemd-networkd's settings", unreadable);
    }
    if (settings.deletesForeignRules() && settings.unreadable().isEmpty()) {
      String line =
          settings.decisive().map(there -> there.file() + " says so").orElse("the default");
      findings.warning(
          "networkd-deletes-rules",
          "systemd-networkd deletes rules that are not its own"
              + " (ManageForeignRoutingPolicyRules=yes, "
              + line
              + ")",
          "whenever it is restarted or upgraded, by `netplan apply` and by newer versions'"
              + " `networkctl reload`, the VPN's rules vanish and its traffic goes out in the clear,"
              + " until Rulewarden puts them back after two seconds of quiet",
          // From the restart on it has read the new setting, and deletes nothing.
          Remedy.run(
              "mkdir -p " + DIRECTORY,
              "printf '[Network]\\nManageForeignRoutingPolicyRules=no\\n' > "
                  + DIRECTORY
                  + "/90-rulewarden.conf",
              "systemctl restart systemd-networkd"));
    }
  }
}
