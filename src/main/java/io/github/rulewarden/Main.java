package io.github.rulewarden;

import io.github.rulewarden.cli.CheckedOutput;
import io.github.rulewarden.cli.ConfigurationSource;
import io.github.rulewarden.cli.Dependencies;
import io.github.rulewarden.cli.RulewardenCli;
import io.github.rulewarden.cli.Terminal;
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

/** The composition root. Only this class and the classes beside it use all packages. */
public final class Main {
  /** The output could not be written, for example because the disk is full. */
  private static final int OUTPUT_FAILED = 4;

  private Main() {}

  public static void main(String[] arguments) {
    LogProvider.choose();
    Map<String, String> environment = System.getenv();
    Dependencies dependencies =
        new Dependencies(
            Version.TEXT,
            ConfigurationReader.standard(),
            new LocalKernel(RuntimeDirectory.of(environment)),
            new BusLink(BusAddress.ofSystemBus(environment)),
            configuration -> runDaemon(environment, configuration),
            new LiveDemo(environment),
            Host.real(),
            new LocalClock());
    CheckedOutput output = CheckedOutput.standard();
    PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    int exit = new RulewardenCli(dependencies).run(arguments, out, err, Terminal.detect());
    if (output.failure().isPresent()) {
      System.err.println(output.failure().get());
      exit = OUTPUT_FAILED;
    }
    System.exit(exit);
  }

  /**
   * Links the native calls on another thread from the beginning, because this takes as long as the
   * rest of the start.
   */
  private static int runDaemon(Map<String, String> environment, ConfigurationSource configuration)
      throws ConfigurationException {
    Thread.ofPlatform().name("linker").start(NetlinkSocket::prepare);
    return new DaemonProcess(Version.TEXT, environment).run(configuration);
  }
}
