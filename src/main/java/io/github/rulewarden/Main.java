package io.github.rulewarden;

import io.github.rulewarden.cli.RulewardenCli;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.cli.Wiring;
import io.github.rulewarden.config.ConfigurationReader;
import io.github.rulewarden.dbus.BusAddress;
import io.github.rulewarden.demo.LiveDemo;
import io.github.rulewarden.doctor.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** The composition root: with its package, the only place that sees every other. */
public final class Main {
  private Main() {}

  public static void main(String[] words) throws IOException {
    String version = version();
    Map<String, String> environment = System.getenv();
    Wiring wiring =
        new Wiring(
            version,
            ConfigurationReader.standard(),
            new LocalKernel(RuntimeDirectory.of(environment)),
            new BusLink(BusAddress.ofSystemBus(environment)),
            new DaemonProcess(version, environment)::run,
            new LiveDemo(environment),
            Host.real(),
            Clock.system(ZoneId.systemDefault()));
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(new RulewardenCli(wiring).run(words, out, err, Terminal.detect()));
  }

  /** The version that Maven wrote into the jar. */
  private static String version() throws IOException {
    try (InputStream resource = Main.class.getResourceAsStream("version")) {
      if (resource == null) {
        throw new IllegalStateException("the jar was built without its version");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
