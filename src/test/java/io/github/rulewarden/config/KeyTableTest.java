package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings as {@code config show} prints them. */
class KeyTableTest {
  @TempDir private Path directory;

  @Test
  void everyKeyIsShown() {
    List<String> shown = new ArrayList<>();
    Configuration.DEFAULT.settings().forEach(setting -> shown.add(setting.key()));
    assertEquals(new KeyTable(Configuration.DEFAULT).names().all(), shown);
  }

  @Test
  void theDefaultsAreShownAsTheManualHasThem() {
    List<String> shown = new ArrayList<>();
    for (Configuration.Setting setting : Configuration.DEFAULT.settings()) {
      shown.add(setting.key() + " = " + setting.value());
      assertEquals(setting.isSet() ? "default" : "not set", setting.origin());
    }
    assertEquals(
        """
        mode = "repair"
        strategy = "relocate"
        tailscale.table = 52
        tailscale.bypass-mark = "0x80000/0xff0000"
        tailscale.interface = "auto"
        vpn.tables = [51820]
        vpn.ignore = [7120, "0x1bd00"]
        vpn.priorities = "5300-5999"
        budget.repairs = 10
        budget.window = "60s"
        budget.max-backoff = "5min"
        leaks.restore = true
        metrics.textfile = \
        """,
        String.join("\n", shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode = 'observe'",
        "tailscale.table = 4294967295",
        "tailscale.bypass-mark = '0x1'",
        "tailscale.bypass-mark = '0xffffffff/0xffffffff'",
        "tailscale.interface = 'a\"b\\c'",
        "tailscale.interface = \"del\\u007F\"",
        "tailscale.interface = 'zürich'",
        "vpn.tables = []",
        "vpn.tables = [1, 65535, 65536, 4294967295]",
        "vpn.priorities = '5300-8999'",
        "budget.repairs = 1000000",
        "budget.window = '1ms'",
        "budget.window = '999ms'",
        "budget.window = '1s'",
        "budget.window = '1min 30s'",
        "budget.window = '2h'",
        "budget.window = '365d'",
        "leaks.restore = false",
        "metrics.textfile = '/srv/a b/\"x\".prom'"
      })
  void whatIsShownMeansTheSameWhenItIsReadAgain(String text) throws Exception {
    Configuration once = read(text);
    StringBuilder shown = new StringBuilder();
    for (Configuration.Setting setting : once.settings()) {
      if (setting.isSet()) {
        shown.append(setting.key()).append(" = ").append(setting.value()).append('\n');
      }
    }
    Configuration again = read(shown.toString());
    assertEquals(once.policy(), again.policy());
    assertEquals(once.textfile(), again.textfile());
  }

  @Test
  void theOriginIsTheFileThatHasTheLastWord() throws Exception {
    Files.createDirectory(directory.resolve("conf.d"));
    write("rulewarden.toml", "mode = 'observe'\n\n[vpn]\ntables = [1]\n");
    Path last = write("conf.d/10.toml", "# mine\nmode = 'repair'\n");

    List<String> origins = new ArrayList<>();
    for (Configuration.Setting setting : new ConfigurationReader(directory).read().settings()) {
      if (setting.origin().indexOf(':') >= 0) {
        origins.add(setting.key() + " " + setting.origin());
      }
    }

    Path first = directory.resolve("rulewarden.toml");
    assertEquals(List.of("mode " + last + ":2", "vpn.tables " + first + ":4"), origins);
  }

  private Configuration read(String text) throws Exception {
    return new ConfigurationReader(directory).read(write("one.toml", text));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }
}
