package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The behaviour without CAP_NET_ADMIN, tested in a process of its own that lacks it. */
class WithoutCapabilityIT {
  @Test
  void thisProcessHasIt() {
    assertTrue(Capabilities.hasNetworkAdministration());
  }

  @Test
  void readingWorksAndChangingIsRefused() throws Exception {
    Process process =
        new ProcessBuilder(
                "setpriv",
                "--bounding-set=-net_admin,-sys_admin",
                "--inh-caps=-all",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        """
        capability: false
        rules are read: true
        netlink request of type 32: EPERM (operation not permitted)
        receive buffer within the limit: true
        making a network namespace: EPERM (operation not permitted)
        """,
        output);
    assertEquals(0, process.waitFor());
  }

  /** Runs without the capability. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) throws NetlinkException {
      System.out.println("capability: " + Capabilities.hasNetworkAdministration());
      try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
        Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
        int rules = conversation.dump(Requests.rules(AddressFamily.IPV4)).size();
        System.out.println("rules are read: " + (rules > 0));
        // A rule with the action nop, which has no effect even if the kernel accepts it.
        RuleMessage nop =
            new RuleMessage(2, 0, 0, 0, 0, 3, 0, List.of(new RuleAttribute.Priority(32765)));
        if (conversation.transact(List.of(Requests.addRule(nop))).getFirst()
            instanceof Acknowledgement.Refused refused) {
          System.out.println(refused.reason().getMessage());
        }
        int limit = 2 * (64 << 20);
        System.out.println(
            "receive buffer within the limit: " + (socket.receiveBuffer(64 << 20) < limit));
      }
      try (NetworkNamespace unexpected = NetworkNamespace.create()) {
        System.out.println(unexpected.identity());
      } catch (KernelException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
