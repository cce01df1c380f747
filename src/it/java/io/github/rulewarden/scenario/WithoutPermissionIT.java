package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon without CAP_NET_ADMIN observes, and reports what it lacks. */
@Timeout(600)
class WithoutPermissionIT {
  /** Two users who may not change rules. */
  enum User {
    ROOT("--bounding-set=-net_admin --inh-caps=-net_admin --ambient-caps=-net_admin"),

    /** This user reads every file, so that the program may lie below a closed directory. */
    NOBODY(
        "--reuid=65534 --regid=65534 --clear-groups --bounding-set=-net_admin"
            + " --inh-caps=-net_admin,+dac_read_search"
            + " --ambient-caps=-net_admin,+dac_read_search");

    private final String options;

    User(String options) {
      this.options = options;
    }

    /** Returns the words that start a program as this user. */
    String[] words() {
      return ("setpriv " + options).split(" ", -1);
    }
  }

  private static final String ADVICE =
      "CAP_NET_ADMIN is missing: give it to this process (run as root; in a container add the"
          + " capability; in a unit set AmbientCapabilities=CAP_NET_ADMIN).";

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @ParameterizedTest
  @EnumSource
  void theDaemonSeesAnInversionAndIsDegraded(User user) throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon.on(host).by(user.words()).on(bus).start();
    bus.awaitService();
    assertEquals("s \"degraded\"", bus.property("State"));
    assertEquals("s \"" + ADVICE + "\"", bus.property("Reason"));

    WireGuard.on(host).up();

    for (Family family : List.of(Family.IPV6, Family.IPV4)) { // In wg-quick's order.
      bus.awaitSignal("Inverted", values -> values.getString(1).equals(family.text()));
    }
    String reason = bus.property("Reason");
    assertTrue(reason.contains("is evaluated before Tailscale"), reason);
    assertTrue(reason.endsWith(ADVICE + "\""), reason);
    assertEquals("s \"degraded\"", bus.property("State"));
    RuleState state = watcher.settle();
    assertTrue(state.isInverted(Family.IPV4) && state.isInverted(Family.IPV6));
    Program repair = Rulewarden.run(host, bus.forCommands(), "repair");
    assertEquals(3, repair.exitCode());
    assertTrue(repair.errors().endsWith(ADVICE + "\n"), repair.errors());
    assertEquals(1, repair.errors().lines().count(), repair.errors());
  }

  @ParameterizedTest
  @EnumSource
  void repairSaysInOneSentenceWhatItLacks(User user) {
    Tailscale.startOn(host);
    WireGuard.on(host).up();

    Program repair = Rulewarden.run(host, List.of(user.words()), "repair");

    assertEquals(new Program(3, "", "rulewarden: " + ADVICE + "\n"), repair);
  }

  @ParameterizedTest
  @EnumSource
  void checkTellsWhatIsWrongAllTheSame(User user) {
    Tailscale.startOn(host);
    WireGuard.on(host).up();

    Program check = Rulewarden.run(host, List.of(user.words()), "check");

    assertEquals(1, check.exitCode(), check::errors);
    assertTrue(check.output().contains("5209"), check::output);
  }
}
