package io.github.rulewarden.doctor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** systemd-networkd's settings. */
class NetworkdCheckTest extends CheckTest {
  private static final String ENABLED =
      "== link /etc/systemd/system/multi-user.target.wants/systemd-networkd.service /x\n";
  private static final String FIX =
      "=> mkdir -p /etc/systemd/networkd.conf.d && printf"
          + " '[Network]\\nManageForeignRoutingPolicyRules=no\\n' >"
          + " /etc/systemd/networkd.conf.d/90-rulewarden.conf && systemctl restart"
          + " systemd-networkd\n";

  @Test
  void absent() {
    assertSaid(new NetworkdCheck(), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {ENABLED, "== process 77 /usr/lib/systemd/systemd-networkd\n"})
  void deletesUnlessToldNotTo(String there) {
    host.add(there);
    assertSaid(
        new NetworkdCheck(),
        "warning networkd-deletes-rules: systemd-networkd deletes rules that are not its own"
            + " (ManageForeignRoutingPolicyRules=yes, the default)\n"
            + FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/systemd/networkd.conf",
        "/etc/systemd/networkd.conf.d/90-rulewarden.conf",
        "/usr/lib/systemd/networkd.conf.d/x.conf"
      })
  void toldNotTo(String file) {
    host.add(ENABLED);
    host.add("== file " + file + "\n[Network]\nManageForeignRoutingPolicyRules = off\n");
    assertSaid(new NetworkdCheck(), "");
  }

  @Test
  void theLastLineDecides() {
    host.add(ENABLED);
    host.add(
        """
        == file /etc/systemd/networkd.conf
        [Network]
        ManageForeignRoutingPolicyRules=no
        == file /run/systemd/networkd.conf.d/10-x.conf
        [Network]
        ManageForeignRoutingPolicyRules=yes
        ManageForeignRoutingPolicyRules=perhaps
        [DHCPv4]
        ManageForeignRoutingPolicyRules=no
        """);
    assertSaid(
        new NetworkdCheck(),
        "warning networkd-deletes-rules: systemd-networkd deletes rules that are not its own"
            + " (ManageForeignRoutingPolicyRules=yes, set in"
            + " /run/systemd/networkd.conf.d/10-x.conf)\n"
            + FIX);
  }
}
