package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Rulewarden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** systemd on this machine accepts the unit and the example drop-ins. */
@Timeout(600)
class UnitIT {
  private static final String NAME = "rulewarden.service";
  private static final Path FILES = Path.of("systemd");
  private static final Path EXAMPLES = FILES.resolve("examples");

  /** The highest exposure that is allowed, in tenths; 100 is the worst. */
  private static final int EXPOSURE = 15;

  /** The first version of systemd that knows Type=notify-reload. */
  private static final int NOTIFY_RELOAD = 253;

  private static final Program CLEAN = new Program(0, "", "");

  @TempDir Path directory;

  @BeforeEach
  void layOut() throws Exception {
    Files.writeString(
        directory.resolve(NAME),
        Files.readString(FILES.resolve(NAME))
            .replace("/usr/bin/rulewarden", Rulewarden.home() + "/bin/rulewarden"));
    Files.writeString(
        directory.resolve("tailscaled.service"), "[Service]\nExecStart=/usr/bin/sleep infinity\n");
  }

  @Test
  void isExposedAsLittleAsPossible() throws Exception {
    Program.run(
            "systemd-analyze",
            "security",
            "--offline=yes",
            "--threshold=" + EXPOSURE,
            FILES.resolve(NAME).toString())
        .require();
  }

  @Test
  void isUnderstood() throws Exception {
    assertEquals(CLEAN, verify(NAME));
  }

  @Test
  void whatIsNotUnderstoodIsSeen() throws Exception {
    addTo(NAME, "[Service]\nRestart=sometimes\n");
    assertTrue(verify(NAME).errors().contains("sometimes"));
  }

  /** The boot does not wait for the daemon. */
  @Test
  void isBeforeNothing() throws Exception {
    List<String> lines = Files.readAllLines(FILES.resolve(NAME));
    assertTrue(lines.contains("After=network-pre.target"));
    assertFalse(lines.stream().anyMatch(line -> line.matches("(Before|RequiredBy)=.*")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespaces.conf to rulewarden.service",
        "tailscaled-after-wg-quick.conf to tailscaled.service"
      })
  void examplesAreUnderstood(String which) throws Exception {
    String[] words = which.split(" to ", -1);
    addTo(words[1], Files.readString(EXAMPLES.resolve(words[0])));
    assertEquals(CLEAN, verify(words[1]));
  }

  /** The setting is therefore an example, and not part of the unit. */
  @Test
  void anOldSystemdDoesNotUnderstandNotifyReload() throws Exception {
    addTo(NAME, Files.readString(EXAMPLES.resolve("notify-reload.conf")));
    Program verified = verify(NAME);
    if (version() >= NOTIFY_RELOAD) {
      assertEquals(CLEAN, verified);
    } else {
      assertTrue(
          verified.errors().contains("Failed to parse service type, ignoring: notify-reload"),
          verified::errors);
    }
  }

  private void addTo(String unit, String text) throws IOException {
    Path extension = Files.createDirectory(directory.resolve(unit + ".d"));
    Files.writeString(extension.resolve("test.conf"), text);
  }

  /** Verifies a unit; the manual pages need not be installed here. */
  private Program verify(String unit) throws Exception {
    return Program.run("systemd-analyze", "verify", "--man=no", directory.resolve(unit).toString());
  }

  /** Returns the version: 252 for {@code systemd 252 (252.38-1~deb12u1)}. */
  private static int version() throws Exception {
    return Integer.parseInt(
        Program.run("systemd-analyze", "--version")
            .require()
            .replaceFirst("\\D+", "")
            .split("\\D", 2)[0]);
  }
}
