package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon's behaviour with an invalid configuration. */
@Timeout(600)
class ConfigurationIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode = 'repair'#strategie = 'relocate' | 2:1 | strategie",
        "[vpn]#  tables = 51820                 | 2:3 | vpn.tables",
        "[vpn]#priorities = '5000-4000'         | 2:1 | vpn.priorities",
        "strategy = 'insert'                    | 1:1 | strategy",
        "mode = = 'repair'                      | 1:8 | =",
      })
  void theDaemonNamesThePlaceAndChangesNothing(String text, String place, String named)
      throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    int before = states();

    Daemon daemon = Daemon.on(host).configured(text.replace('#', '\n')).launch();

    assertEquals(2, daemon.awaitExit());
    String expected = ".toml:" + place + ": ";
    assertTrue(daemon.log().contains(expected), daemon::log);
    assertTrue(daemon.log().contains(named), daemon::log);
    assertEquals(before, states());
  }

  private int states() {
    watcher.settle();
    return watcher.states().size();
  }
}
