package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.daemon.ManagerException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds out which command is meant and runs it, or prints help, or says what is wrong. */
final class CommandLineParser {
  private final Wiring wiring;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;

  CommandLineParser(Wiring wiring, PrintWriter out, PrintWriter err, Terminal terminal) {
    this.wiring = wiring;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  int run(String[] words) throws ManagerException, ConfigurationException {
    try {
      return obey(words);
    } catch (ParameterException e) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      err.println("rulewarden: " + complaint(e) + "; see `" + command + " --help`");
      return ExitCode.USAGE;
    }
  }

  private int obey(String[] words) throws ManagerException, ConfigurationException {
    CommandLine line = new CommandLine(Commands.all());
    line.setExpandAtFiles(false);
    ParseResult parsed = line.parseArgs(words);
    while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      parsed = parsed.subcommand();
    }
    CommandSpec spec = parsed.commandSpec();
    if (parsed.isUsageHelpRequested()) {
      spec.commandLine().usage(out, terminal == Terminal.COLOUR ? Ansi.ON : Ansi.OFF);
      return ExitCode.FINE;
    }
    if (!(spec.userObject() instanceof Command command)) {
      throw new IllegalStateException("a command without a class: " + spec.name());
    }
    return command.run(new Session(new Arguments(parsed), wiring, out, terminal));
  }

  /** What is wrong, in one line. */
  private static String complaint(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? unmatched(unmatched)
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    boolean wantsCommand = !e.getCommandLine().getSubcommands().isEmpty();
    String kind =
        e.isUnknownOption()
            ? "unknown option "
            : wantsCommand ? "unknown command " : "unexpected argument ";
    String suggestion =
        e.getSuggestions().isEmpty()
            ? ""
            : " (did you mean " + e.getSuggestions().getFirst() + "?)";
    return kind + word + suggestion;
  }
}
