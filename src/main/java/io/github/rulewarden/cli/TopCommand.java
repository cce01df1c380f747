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
            "Exit codes: 0 fine, 1 finding or refused, 2 usage or configuration,",
            "3 no permission, 4 daemon or kernel unreachable.");
    return spec.addOption(
        OptionSpec.builder("-V", VERSION)
            .arity("0")
            .type(boolean.class)
            .description("Show the version.")
            .build());
  }

  @Override
  public int run(Session session) {
    if (session.arguments().has(VERSION)) {
      session.out().println("rulewarden " + session.wiring().version());
    } else {
      session.out().println(NEXT);
    }
    return ExitCode.FINE;
  }

  private static final String NEXT =
      """
      Rulewarden keeps Tailscale's routing rules ahead of a full-tunnel WireGuard's.

        rulewarden status    how the daemon sees things
        rulewarden rules     the rules in the order the kernel asks them
        rulewarden check     what is wrong with them, and what to do about it
        rulewarden repair    puts them right
        rulewarden doctor    what else on this host keeps Tailscale and the VPN apart
        rulewarden history   what happened, and who did it
        rulewarden demo      an inversion and its repair, apart from this host's network
        rulewarden --help    all commands; `man rulewarden` has the rest\
      """;
}
