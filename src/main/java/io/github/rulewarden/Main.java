package io.github.rulewarden;

import io.github.rulewarden.cli.ConfigurationSource;
import io.github.rulewarden.cli.Outlet;
import io.github.rulewarden.cli.RulewardenCli;
import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.cli.Wiring;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.ConfigurationReader;
import io.github.rulewarden.dbus.BusAddress;
import io.github.rulewarden.demo.LiveDemo;
import io.github.rulewarden.doctor.host.Host;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.systemd.LogProvider;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The composition root: with its package, the only place that sees every other. */
public final class Main {
  /** A full disk, say: nothing that the command itself did wrong. */
  private static final int UNWRITTEN = 4;

  private Main() {}

  public static void main(String[] words) {
    LogProvider.choose();
    Map<String, String> environment = System.getenv();
    Wiring wiring =
        new Wiring(
            Version.TEXT,
            ConfigurationReader.standard(),
            new LocalKernel(RuntimeDirectory.of(environment)),
            new BusLink(BusAddress.ofSystemBus(environment)),
            configuration -> runDaemon(environment, configuration),
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

  /**
   * Before the first rule is read the native calls have to be linked, which takes a core as long as
   * everything else takes the other: so it begins first.
   */
  private static int runDaemon(Map<String, String> environment, ConfigurationSource configuration)
      throws ConfigurationException {
    Thread.ofPlatform().name("linker").start(NetlinkSocket::prepare);
    return new DaemonProcess(Version.TEXT, environment).run(configuration);
  }
}
