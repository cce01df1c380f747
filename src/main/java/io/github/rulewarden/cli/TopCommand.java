package io.github.rulewarden.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code rulewarden} without a command. */
final class TopCommand implements Command {
  private static final String VERSION = "--version";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.of(
                this,
                "rulewarden",
                "Keeps Tailscale's routing rules ahead of a full-tunnel WireGuard's.")
            .spec();
    spec.usageMessage()
        .footer(
            "Exit codes: 0 success, 1 finding or refusal, 2 usage or configuration error,",
            "3 permission denied, 4 daemon or kernel unreachable.");
    return spec.addOption(
        OptionSpec.builder("-V", VERSION)
            .arity("0")
            .type(boolean.class)
            .description("Show the version.")
            .build());
  }

  @Override
  public int run(Invocation invocation) {
    if (invocation.arguments().has(VERSION)) {
      invocation.out().println("rulewarden " + invocation.dependencies().version());
    } else {
      invocation.out().println(NEXT);
    }
    return ExitCode.SUCCESS;
  }

  private static final String NEXT =
      """
      Rulewarden keeps Tailscale's routing rules ahead of a full-tunnel WireGuard's.

        rulewarden status    the daemon's status
        rulewarden rules     all rules in the order in which the kernel evaluates them
        rulewarden check     what is wrong with the rules, and how to fix it
        rulewarden repair    repairs the rules now
        rulewarden doctor    other problems on this host with Tailscale or the VPN
        rulewarden history   past events, and the processes that caused them
        rulewarden demo      an inversion and its repair in a temporary namespace
        rulewarden --help    all commands; for details see `man rulewarden`\
      """;
}
