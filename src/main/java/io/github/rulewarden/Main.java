package io.github.rulewarden;

import io.github.rulewarden.cli.Outlet;
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
import java.util.Map;

/** The composition root: with its package, the only place that sees every other. */
public final class Main {
  /** A full disk, say: nothing that the command itself did wrong. */
  private static final int UNWRITTEN = 4;

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
            // Made only where it runs: it brings the logger with it, which a command never needs.
            configuration -> new DaemonProcess(version, environment).run(configuration),
            new LiveDemo(environment),
            Host.real(),
            new LocalClock());
    Outlet outlet = Outlet.standard();
    PrintWriter out = new PrintWriter(outlet, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    int exit = new RulewardenCli(wiring).run(words, out, err, Terminal.detect());
    if (outlet.complaint().isPresent()) {
      System.err.println(outlet.complaint().get());
      exit = UNWRITTEN;
    }
    System.exit(exit);
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
