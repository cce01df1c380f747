package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good configurations and what they mean. */
class UnderstoodTest {
  @TempDir private Path directory;

  @Test
  void anEmptyFileMeansTheDefaults() throws Exception {
    assertEquals(Policy.DEFAULT, policy(""));
    assertEquals(Policy.DEFAULT, policy("# nothing\n[tailscale]\n[vpn]\n[budget]\n"));
  }

  @Test
  void theDefaultsWrittenOutMeanTheDefaults() throws Exception {
    Policy written =
        policy(
            """
            mode = "repair"              # "repair" | "observe"
            strategy = "relocate"        # "relocate" | "insert"
            [tailscale]
            table = 52
            bypass-mark = "0x80000/0xff0000"
            interface = "auto"
            [vpn]
            tables = [51820]
            ignore = ["0x1bd00", 7120]
            priorities = "5300-5999"
            [budget]
            repairs = 10
            window = "60s"
            max-backoff = "5min"
            """);

    assertEquals(Policy.DEFAULT, written);
  }

  @Test
  void everyKeyIsObeyed() throws Exception {
    Policy policy =
        policy(
            """
            mode = "observe"
            [tailscale]
            table = 1052
            bypass-mark = "0x40000000/0xc0000000"
            interface = "ts0"
            [vpn]
            tables = [51820, "0x6d6f6c65", 4294967295]
            ignore = []
            priorities = "6000-6001"
            [budget]
            repairs = 1000000
            window = "1min 30s"
            max-backoff = "1h"
            """);

    assertEquals(Mode.OBSERVE, policy.mode());
    assertEquals(
        new Policy.Tailscale(1052, new Mark(0x40000000, 0xc0000000), Optional.of("ts0")),
        policy.tailscale());
    assertEquals(
        new Policy.Vpn(Set.of(51820L, 1836018789L, 4294967295L), Set.of(), new Range(6000, 6001)),
        policy.vpn());
    assertEquals(
        new Policy.BudgetLimits(1_000_000, Duration.ofSeconds(90), Duration.ofHours(1)),
        policy.budget());
  }

  @Test
  void keysMayBeWrittenInAnyFormOfToml() throws Exception {
    Policy expected = policy("[tailscale]\ntable = 99\n[vpn]\npriorities = \"7000-7999\"\n");

    assertEquals(expected, policy("tailscale.table = 0x63\nvpn.priorities = '7000-7999'\n"));
    assertEquals(
        expected, policy("vpn = { priorities = '7000-7999' }\n[\"tailscale\"]\r\ntable = 9_9"));
  }

  @ParameterizedTest
  @CsvSource({
    "0x80000/0xff0000, 0x80000, 0xff0000",
    "524288/16711680,  0x80000, 0xff0000",
    "0xca6c,           0xca6c,  0xffffffff",
    "0xffffffff,       0xffffffff, 0xffffffff",
  })
  void aMarkMayBeDecimalOrHexadecimalWithAMaskOrWithout(String text, String value, String mask)
      throws Exception {
    assertEquals(
        new Mark(Long.decode(value).intValue(), Long.decode(mask).intValue()),
        policy("tailscale.bypass-mark = \"" + text + "\"").tailscale().bypassMark());
  }

  @Test
  void theUsualTableMayBeIgnoredWithoutNamingItTwice() throws Exception {
    assertEquals(Set.of(51820L), policy("vpn.ignore = [\"0xca6c\"]").vpn().ignored());
  }

  @Test
  void theMetricsHaveAFileIfTheyAreGivenOne() throws Exception {
    assertEquals(Optional.empty(), configuration("mode = 'repair'").textfile());
    assertEquals(Optional.empty(), configuration("[metrics]").textfile());
    assertEquals(
        Optional.of(Path.of("/var/lib/node-exporter/rule warden.prom")),
        configuration("metrics.textfile = '/var/lib/node-exporter/rule warden.prom'").textfile());
  }

  private Policy policy(String toml) throws IOException, ConfigurationException {
    return configuration(toml).policy();
  }

  private Configuration configuration(String toml) throws IOException, ConfigurationException {
    Files.writeString(directory.resolve("rulewarden.toml"), toml);
    return new ConfigurationReader(directory).read();
  }
}
