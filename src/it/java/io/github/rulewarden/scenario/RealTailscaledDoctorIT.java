package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.StagedRoot;
import io.github.rulewarden.testing.Tailscaled;
import io.github.rulewarden.testing.TailscaledBinary;
import io.github.rulewarden.testing.TestHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The doctor queries the real tailscaled. */
@ExtendWith(TailscaledBinary.class)
@Timeout(600)
class RealTailscaledDoctorIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final StagedRoot root = StagedRoot.on(host);

  @Test
  void itsStateIsAskedOfItself() throws Exception {
    root.add("== link /run/tailscale/tailscaled.sock " + Tailscaled.socket(host) + "\n");
    Tailscaled tailscaled = Tailscaled.startOn(host);

    Program program = root.shell("rulewarden doctor");

    assertTrue(
        program
            .output()
            .contains("info: tailscaled is running but not connected: its state is NeedsLogin\n"),
        program::output);
    tailscaled.stop();
  }

  @Test
  void oneThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
    root.add("== link /run/tailscale/tailscaled.sock " + Tailscaled.socket(host) + "\n");
    Tailscaled tailscaled = Tailscaled.startOn(host);
    tailscaled.freeze();
    try {
      Program program = root.shell("rulewarden doctor");

      assertTrue(
          program
              .output()
              .contains(
                  "info: not examined: tailscaled's mode and exit node: it did not answer within 3"
                      + " s\n"),
          program::output);
    } finally {
      tailscaled.thaw();
    }
  }
}
